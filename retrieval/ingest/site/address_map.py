"""Which addresses does a file state for files? Lines `path,https://…` → a mapping, and notes on bad lines."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError
from retrieval.ingest.document.metadata import clean_url

MAX_BYTES: Final = 10_000_000
NAMED: Final = 5  # lines that are named; the others are counted
HEADER: Final = frozenset(("url", "address", "link"))


class AddressMap(NamedTuple):
    """The addresses by the paths of their files, and one note for each of the first bad lines."""

    addresses: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read_address_map(path: Path) -> AddressMap:
    """The addresses in a file of lines such as `guide/start.md,https://example.org/start`; a first line may name these.

    A tab may stand for the comma. Of two lines for one path, the last counts.

    Raises:
        ArticlesError: the file cannot be read, or no line of it is a path and an address.
    """
    addresses: dict[str, str] = {}
    notes: list[str] = []
    for number, line in enumerate(_lines(path), start=1):
        fields = _fields(line)
        if not fields or (number == 1 and fields[-1].casefold() in HEADER):
            continue
        name, url = (fields[0], clean_url(fields[1])) if len(fields) == 2 else ("", None)  # noqa: PLR2004 -- a path and an address
        if name and url:
            addresses[name.replace("\\", "/").removeprefix("./").lstrip("/")] = url
        else:
            notes.append(f"`{path.name}` line {number}: `{line[:80]}` is not a path, a comma and a web address")
    if not addresses:
        raise ArticlesError(
            f"`{path}` states no address", "give lines such as guide/start.md,https://example.org/start"
        )
    more = [f"`{path.name}`: {len(notes) - NAMED} more bad lines"] if len(notes) > NAMED else []
    return AddressMap(addresses, (*notes[:NAMED], *more))


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file():
            raise ArticlesError(f"`{path}` is not a file", "check its path")
        if path.stat().st_size > MAX_BYTES:
            raise ArticlesError(
                f"`{path}` has more than {MAX_BYTES // 1_000_000} MB", "give a file of lines `path,URL`"
            )
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ArticlesError(f"`{path}` cannot be read: {error.strerror}", "check its permissions") from error
    except UnicodeDecodeError as error:
        raise ArticlesError(f"`{path}` is not UTF-8", "save it as UTF-8") from error


def _fields(line: str) -> list[str]:
    """The fields of a line, without white space around them; none of a blank line or one that begins with "#"."""
    if not line.strip() or line.startswith("#"):
        return []
    separator = "\t" if "\t" in line else ","
    try:
        (row,) = csv.reader([line], delimiter=separator)
    except (csv.Error, ValueError):
        return [line]
    return [field.strip() for field in row]
