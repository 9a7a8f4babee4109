"""What does a file's front matter state? Before Markdown or text: YAML between `---`, TOML between `+++`, or JSON.

Blank lines may precede it, and lines such as "Title: …" without any marks (Pelican, MultiMarkdown) count in Markdown.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

import regex

from retrieval.ingest.document.metadata import (
    MAX_URL_LENGTH,
    SourceMetadata,
    clean_date,
    clean_language,
    clean_text,
    clean_url,
)

START = r"\A\ufeff?(?>[ \t]*+\r?\n)*+"
FENCED = regex.compile(
    START + r"(?P<fence>---|\+\+\+)[ \t]*+(?P<named>(?:yaml|toml|json)?)[ \t]*+\r?\n(?P<head>.*?)"
    r"^(?:(?P=fence)|(?:(?<=\n)\.\.\.))[ \t]*+(?=\r?$)",
    regex.DOTALL | regex.MULTILINE,
)
JSON_START = regex.compile(START + r"(?=\{\s*+\")")
PLAIN = regex.compile(
    START + r"(?P<head>(?>[A-Za-z][\w -]{0,30}+:[ \t]*+[^\r\n]*+\r?\n)++)(?=[ \t]*+\r?$)", regex.MULTILINE
)
PLAIN_KEY = regex.compile(r"^(?:title|date|published)[ \t]*:", regex.IGNORECASE | regex.MULTILINE)
MAX_DEPTH = 10  # brackets within brackets; the time that PyYAML takes grows with its cube
BRACKETS = regex.compile(r"[\[\]{}]")
MAX_LENGTH = 20_000  # characters; longer front matter is not parsed
MAX_LIST_ITEMS = 20
NAME_KEYS = ("name", "title", "display_name", "full_name")
KEY = regex.compile(r"^[\w-]+[ \t]*[:=]", regex.MULTILINE)
KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "by", "byline"),
    "publisher": ("publisher", "source", "publication", "site"),
    "published": ("published", "date", "published_at", "pubdate"),
    "url": ("url", "canonical", "canonical_url", "link"),
    "language": ("language", "lang", "locale"),
}

ADDRESS_KEYS = ("slug", "url", "permalink", "id")


class FrontMatter(NamedTuple):
    """The front matter of a file.

    Attributes:
        metadata: what it states.
        end: the offset at which it ends and the text begins; 0 where there is none.
        is_parsed: whether it is a mapping of keys to values.
        problem: why it could not be parsed although it looks like front matter.
        address_keys: its values for `ADDRESS_KEYS`, by which the generators of sites choose a page's address.
    """

    metadata: SourceMetadata = SourceMetadata()
    end: int = 0
    is_parsed: bool = False
    problem: str | None = None
    address_keys: Mapping[str, str] = MappingProxyType({})


@lru_cache(maxsize=1)  # of each file it is asked for twice: what it states, and what is wrong with it
def parse_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`, which is empty where there is none."""
    match = FENCED.match(text)
    if match is None:
        return _parse_json(text)
    head, syntax = match["head"], match["named"].upper() or ("TOML" if match["fence"] == "+++" else "YAML")
    try:
        values = _parse_mapping(head, syntax)
    except ValueError:
        problem = f"its head is not {syntax}" if KEY.search(head) else None
        return FrontMatter(end=match.end() if problem else 0, problem=problem)
    return FrontMatter(_metadata(values), match.end(), is_parsed=True, address_keys=_address_keys(values))


def parse_plain_head(text: str) -> FrontMatter:
    """The front matter that has no marks: lines of a key and a value up to a blank line, a title or date among them."""
    match = PLAIN.match(text)
    if match is None or len(match["head"]) > MAX_LENGTH or not PLAIN_KEY.search(match["head"]):
        return FrontMatter()
    pairs = (line.partition(":") for line in match["head"].splitlines())
    values = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return FrontMatter(_metadata(values), match.end(), is_parsed=True)


def _parse_json(text: str) -> FrontMatter:
    """The front matter that is a JSON object on lines of its own, as Hugo takes it."""
    match = JSON_START.match(text)
    if match is None:
        return FrontMatter()
    begin = match.end()
    try:
        values, length = json.JSONDecoder().raw_decode(text[begin : begin + MAX_LENGTH])
    except (ValueError, RecursionError):
        return FrontMatter()
    end = begin + length
    is_whole_line = not text[end : end + 200].partition("\n")[0].strip()
    if not is_whole_line:
        return FrontMatter()
    return FrontMatter(_metadata(values), end, is_parsed=True, address_keys=_address_keys(values))


def _parse_mapping(head: str, syntax: str) -> Mapping[object, object]:
    """The keys and values between the fences.

    Raises:
        ValueError: they are too long or too deep, or no mapping in this syntax.
    """
    if len(head) > MAX_LENGTH or _depth(head) > MAX_DEPTH:
        raise ValueError(syntax)
    try:
        values = _PARSERS[syntax](head)
    except RecursionError as error:
        raise ValueError(syntax) from error
    if not isinstance(values, dict):
        raise ValueError(syntax)  # noqa: TRY004 -- the file's value is wrong, not the program's type
    return values


def _depth(head: str) -> int:
    """How many brackets are open at once, at most."""
    steps = ((bracket in "[{") - (bracket in "]}") for bracket in BRACKETS.findall(head))
    return max(accumulate(steps, lambda depth, step: max(depth + step, 0), initial=0))


def _parse_yaml(head: str) -> object:
    import yaml  # noqa: PLC0415 -- few files have front matter

    try:
        return yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 -- builds strings, lists and mappings only
    except (yaml.YAMLError, OverflowError) as error:  # the latter by "\\UFFFFFFFF"
        raise ValueError(str(error)) from error


def _parse_toml(head: str) -> object:
    return tomllib.loads(head.replace("\r\n", "\n"))


_PARSERS: Final[Mapping[str, Callable[[str], object]]] = {"YAML": _parse_yaml, "TOML": _parse_toml, "JSON": json.loads}


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


def _address_keys(values: Mapping[object, object]) -> Mapping[str, str]:
    found = {key: _scalar(values.get(key)) for key in ADDRESS_KEYS}
    return {key: value for key, value in found.items() if value.isprintable() and 0 < len(value) <= MAX_URL_LENGTH}


def _one_line(value: object) -> str:
    """The value as text, a list separated by commas; "" where it is too long, or nested deeper than names are."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) if len(value) <= MAX_LIST_ITEMS else ""
    return _name(value)


def _name(value: object) -> str:
    """The value as text, or the name in a mapping such as `{name: Ada, url: …}`; "" for other nested values."""
    if isinstance(value, dict):
        return next((_scalar(value[key]) for key in NAME_KEYS if key in value), "")
    return _scalar(value)


def _scalar(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value)
