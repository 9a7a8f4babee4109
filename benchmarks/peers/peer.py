"""What is a peer? Something that opens texts in one of its settings, and then ranks them for questions.

It does so in memory, and with an index that lies on disk.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

DEPTH = 10  # texts in a ranking by default: the metrics of quality are of the first ten

Ask = Callable[[str], Sequence[str]]
"""The ids of the best texts for a question, best first."""


class Text(NamedTuple):
    """A passage as a peer gets it."""

    id: str
    title: str
    body: str

    @property
    def whole(self) -> str:
        """Title and body as one text."""
        return f"{self.title} {self.body}".strip()


class Setting(NamedTuple):
    """One of a peer's settings; the best one for each collection counts.

    Attributes:
        titled: whether titles are searched, too.
        stopped: whether stop words are left out.
        manner: a further option of the peer, as it calls it; empty where there is none.
        left_out: words that are left out as well.
    """

    titled: bool
    stopped: bool
    manner: str = ""
    left_out: frozenset[str] = frozenset()

    def __str__(self) -> str:
        fields = "title and text" if self.titled else "text"
        words = "stop words left out" if self.stopped or self.left_out else "all words"
        return ", ".join(filter(None, (fields, words, self.manner)))

    def text(self, text: Text) -> str:
        """The searched fields of the text, as one text."""
        return text.whole if self.titled else text.body


class Opened(NamedTuple):
    """An index that was opened from disk, and may be asked by several threads.

    Attributes:
        ask: ranks the texts for a question.
        add: adds a text, which is found when it returns; `None` where the index has to be rebuilt for that.
        touched: the bytes of postings that a question touches; `None` where that is not known.
    """

    ask: Ask
    add: Callable[[Text], None] | None = None
    touched: Callable[[str], int] | None = None


class Peer(Protocol):
    """A module of this package."""

    NAME: str

    def settings(self, language: str) -> Sequence[Setting]:
        """The ordinary settings for texts in the language."""

    def opened(self, texts: Sequence[Text], language: str, setting: Setting) -> Ask:
        """The texts in memory, ready to be asked for the best `DEPTH`."""

    def build(self, texts: Iterable[Text], folder: Path, language: str, setting: Setting) -> None:
        """Index the texts on disk, in an empty folder; their ids are "0", "1", and so on, in order."""

    def reopened(self, folder: Path, language: str, setting: Setting, *, depth: int) -> Opened:
        """The index in the folder, ready to be asked for the best `depth`."""
