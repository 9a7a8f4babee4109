"""What does a file's front matter state? YAML between `---`, or TOML between `+++`, before Markdown or text."""

import tomllib
from collections.abc import Mapping
from typing import NamedTuple

import regex

from retrieval.ingest.document.metadata import SourceMetadata, clean_date, clean_language, clean_text, clean_url

FENCED = regex.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)^(?P=fence)[ \t]*(?=\r?$)", regex.DOTALL | regex.MULTILINE
)
MAX_LENGTH = 20_000  # characters; longer front matter is not parsed
MAX_LIST_ITEMS = 20
MAX_DEPTH = 10  # of brackets in YAML; the time that PyYAML takes grows with its cube
OPENING_BRACKETS = regex.compile(r"[\[{]")
CLOSING_BRACKETS = regex.compile(r"[\]}]")
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
    """The front matter of a file.

    Attributes:
        metadata: what it states.
        end: the offset at which it ends and the text begins; 0 where there is none.
        is_parsed: whether it is a mapping of keys to values.
        problem: why it could not be parsed although it looks like front matter.
    """

    metadata: SourceMetadata = SourceMetadata()
    end: int = 0
    is_parsed: bool = False
    problem: str | None = None


def parse_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`, which is empty where there is none."""
    match = FENCED.match(text)
    if match is None:
        return FrontMatter()
    head, syntax = match["head"], "TOML" if match["fence"] == "+++" else "YAML"
    try:
        values = _parse_mapping(head, syntax)
    except ValueError:
        problem = f"its head is not {syntax}" if KEY.search(head) else None
        return FrontMatter(end=match.end(), problem=problem)
    return FrontMatter(_metadata(values), match.end(), is_parsed=True)


def _parse_mapping(head: str, syntax: str) -> Mapping[object, object]:
    """The keys and values between the fences.

    Raises:
        ValueError: they are too long, or no mapping in this syntax.
    """
    if len(head) > MAX_LENGTH:
        raise ValueError(syntax)
    try:
        values = tomllib.loads(head.replace("\r\n", "\n")) if syntax == "TOML" else _parse_yaml(head)
    except RecursionError as error:
        raise ValueError(syntax) from error
    if not isinstance(values, dict):
        raise ValueError(syntax)  # noqa: TRY004 -- the file's value is wrong, not the program's type
    return values


def _parse_yaml(head: str) -> object:
    import yaml  # noqa: PLC0415 -- few files have front matter

    if len(OPENING_BRACKETS.findall(head)) - len(CLOSING_BRACKETS.findall(head)) > MAX_DEPTH:
        raise ValueError(head)
    try:
        return yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 -- builds strings, lists and mappings only
    except (yaml.YAMLError, OverflowError) as error:  # the latter by "\\UFFFFFFFF"
        raise ValueError(str(error)) from error


def _metadata(values: Mapping[object, object]) -> SourceMetadata:
    lines = {str(key).casefold(): _one_line(value) for key, value in values.items()}
    found = {field: next((lines[key] for key in keys if lines.get(key)), None) for field, keys in KEYS.items()}
    return SourceMetadata(
        title=clean_text(found["title"]),
        author=clean_text(found["author"]),
        publisher=clean_text(found["publisher"]),
        published=clean_date(found["published"]),
        url=clean_url(found["url"]) or clean_url(lines.get("source")),
        language=clean_language(found["language"]),
    )


def _one_line(value: object) -> str:
    """The value as text, a list separated by commas; "" for nested values, which YAML aliases could make huge."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value))) if len(value) <= MAX_LIST_ITEMS else ""
    return _scalar(value)


def _scalar(value: object) -> str:
    return "" if isinstance(value, list | dict) else str(value)
