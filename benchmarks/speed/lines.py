"""How do texts come to an engine? One by one from a file, so that they take no memory that would count as its own."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.peers.peer import Text


def write(texts: Iterable[Text], path: Path) -> None:
    """The texts in a file, one a line; their titles and bodies have no tabs and no line ends."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{text.title}\t{text.body}\n" for text in texts)


def read(path: Path, count: int | None = None) -> Iterator[Text]:
    """The texts of the file, or the first `count`, with their places as ids."""
    with path.open(encoding="utf-8") as file:
        for place, line in enumerate(islice(file, count)):
            title, _, body = line.rstrip("\n").partition("\t")
            yield Text(str(place), title, body)
