"""What does the head of a Markdown or text file state? YAML between `---`, or TOML between `+++`."""

import tomllib
from collections.abc import Mapping
from typing import NamedTuple

import regex

from retrieval.ingest.document.metadata import Stated, as_address, as_day, as_language, as_words

FENCED = regex.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)^(?P=fence)[ \t]*(?=\r?$)", regex.DOTALL | regex.MULTILINE
)
LONGEST = 20_000  # characters; a longer head is not read
MOST_AUTHORS = 20
KEY = regex.compile(r"^[\w-]+[ \t]*[:=]", regex.MULTILINE)
KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "by", "byline"),
    "publisher": ("publisher", "source", "publication", "site"),
    "published": ("published", "date", "published_at", "pubdate"),
    "url": ("url", "canonical", "canonical_url", "link"),
    "language": ("language", "lang", "locale"),
}


class FrontMatter(NamedTuple):
    """What a file's head states; `end` is where the text after it begins, and 0 where there is no head.

    `is_read` says whether the head is a mapping, `problem` why it is none although it looks like one.
    """

    stated: Stated = Stated()
    end: int = 0
    is_read: bool = False
    problem: str | None = None


def front_matter(text: str) -> FrontMatter:
    """The head of `text`."""
    match = FENCED.match(text)
    if match is None:
        return FrontMatter()
    head, form = match["head"], "TOML" if match["fence"] == "+++" else "YAML"
    try:
        facts = _facts(head, form)
    except ValueError:
        problem = f"its head is not {form}" if KEY.search(head) else None
        return FrontMatter(end=match.end(), problem=problem)
    return FrontMatter(_stated(facts), match.end(), is_read=True)


def _facts(head: str, form: str) -> Mapping[object, object]:
    """The mapping that the head is; a `ValueError` where it is none."""
    if len(head) > LONGEST:
        raise ValueError(form)
    try:
        facts = tomllib.loads(head.replace("\r\n", "\n")) if form == "TOML" else _yaml(head)
    except RecursionError as error:
        raise ValueError(form) from error
    if not isinstance(facts, dict):
        raise ValueError(form)  # noqa: TRY004 -- the file's value is wrong, not the program's type
    return facts


def _yaml(head: str) -> object:
    import yaml  # noqa: PLC0415 -- few files have a head

    try:
        return yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 -- knows strings, lists and mappings, nothing else
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _stated(facts: Mapping[object, object]) -> Stated:
    known = {str(key).casefold(): _one_line(fact) for key, fact in facts.items()}
    found = {field: next((known[key] for key in keys if known.get(key)), None) for field, keys in KEYS.items()}
    return Stated(
        title=as_words(found["title"]),
        author=as_words(found["author"]),
        publisher=as_words(found["publisher"]),
        published=as_day(found["published"]),
        url=as_address(found["url"]) or as_address(known.get("source")),
        language=as_language(found["language"]),
    )


def _one_line(fact: object) -> str:
    """The fact in words, those of a list one after the other; what is nested has none, for aliases can blow it up."""
    if isinstance(fact, list):
        return ", ".join(filter(None, map(_word, fact))) if len(fact) <= MOST_AUTHORS else ""
    return _word(fact)


def _word(fact: object) -> str:
    return "" if isinstance(fact, list | dict) else str(fact)
