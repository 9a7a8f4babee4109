"""How often is the encoding of a text detected, for chardet's test files, and for a few lines in usual code pages?

    python -m benchmarks.encodings FOLDER                      # a folder of each encoding, such as chardet's tests/
    python -m benchmarks.encodings FOLDER --lines Polish.txt cp1250,iso8859-2

Prints how many files are read right, read wrong and refused, and names the wrong ones. A folder is called after its
encoding, and may add a language ("iso-8859-2-polish"). A file of lines is UTF-8 with a sentence a line; one to five of
them at a time are written in each encoding and read again.
"""

import argparse
import codecs
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.encoding.decode import decode

MOST_LINES = 5
TOLERANCE = (
    0.002  # share of the characters that may differ: files have broken bytes, and their labels smaller encodings
)


class Sample(NamedTuple):
    """Bytes, and the text that they are; `None` where Python does not know the encoding."""

    name: str
    data: bytes
    text: str | None


def main() -> None:
    """Measure what the arguments name, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encodings")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", nargs=2, action="append", default=[], metavar=("FILE", "ENCODINGS"))
    options = parser.parse_args()
    _print_outcomes(options.folder.name, files(options.folder))
    for file, encodings in options.lines:
        for encoding in encodings.split(","):
            lines = Path(file).read_text(encoding="utf-8").splitlines()
            _print_outcomes(f"{Path(file).stem} in {encoding}", runs_of_lines(lines, encoding))


def files(folder: Path) -> Iterator[Sample]:
    """The files of the folders in `folder`, each of which is called after its encoding."""
    for path in sorted(path for path in folder.glob("*/*") if path.is_file() and path.suffix != ".py"):
        codec = _codec(path.parent.name)
        data = path.read_bytes()
        yield Sample(f"{path.parent.name}/{path.name}", data, data.decode(codec, "replace") if codec else None)


def runs_of_lines(lines: list[str], encoding: str) -> Iterator[Sample]:
    """Runs of one to five lines in this encoding; those that it cannot write, or that are ASCII, are left out."""
    start = 0
    while start < len(lines):
        count = 1 + start % MOST_LINES
        text = "\n".join(lines[start : start + count])
        start += count
        try:
            if not text.isascii():
                yield Sample(text[:60], text.encode(encoding), text)
        except UnicodeEncodeError:
            continue


def outcome(sample: Sample) -> str:
    """Whether the sample is read right, read wrong, or refused."""
    try:
        found = decode(sample.data, name="a")
    except UnreadableArticleError:
        return "refused"
    return "right" if sample.text is not None and _is_same(found.text, sample.text) else "wrong"


def _print_outcomes(title: str, samples: Iterator[Sample]) -> None:
    counts: Counter[str] = Counter()
    for sample in samples:
        found = outcome(sample)
        counts[found] += 1
        if found == "wrong":
            print(f"  wrong: {sample.name}")
    print(f"{title}: {', '.join(f'{counts[each]} {each}' for each in ('right', 'wrong', 'refused'))}")


def _codec(folder: str) -> str | None:
    """The encoding that a folder is called after, with or without a language at its end."""
    for name in (folder, folder.rpartition("-")[0]):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def _is_same(found: str, text: str) -> bool:
    one, other = (
        " ".join(normalize("NFKC", each.lstrip("\ufeff").replace("\0", "")).split()) for each in (found, text)
    )
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and differing <= TOLERANCE * len(other)


if __name__ == "__main__":
    main()
