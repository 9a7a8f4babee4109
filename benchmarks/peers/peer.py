"""What is a peer? Something that opens texts in one of its settings, and then ranks them for questions."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

DEPTH = 10  # texts in a ranking: the measures look at no more

Ask = Callable[[str], Sequence[str]]
"""The ids of the best `DEPTH` texts for a question, best first."""


class Text(NamedTuple):
    """What a peer is given of a passage."""

    id: str
    title: str
    body: str

    @property
    def whole(self) -> str:
        """Title and body as one text."""
        return f"{self.title} {self.body}".strip()


class Setting(NamedTuple):
    """One of a peer's settings, of which the best is kept for each collection.

    Attributes:
        titled: whether titles are searched, too.
        stopped: whether stop words are left out.
        manner: what else the peer may be told, in its own words; empty where there is nothing to choose.
    """

    titled: bool
    stopped: bool
    manner: str = ""

    def __str__(self) -> str:
        fields = "title and text" if self.titled else "text"
        words = "stop words left out" if self.stopped else "all words"
        return ", ".join(filter(None, (fields, words, self.manner)))

    def text(self, text: Text) -> str:
        """What of the text is searched, as one text."""
        return text.whole if self.titled else text.body


class Peer(Protocol):
    """A module of this package."""

    NAME: str

    def settings(self, language: str) -> Sequence[Setting]:
        """The ordinary settings for texts in the language."""

    def opened(self, texts: Sequence[Text], language: str, setting: Setting) -> Ask:
        """The texts, ready to be asked."""
