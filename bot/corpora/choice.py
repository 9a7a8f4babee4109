"""Which articles may answer? Those of a folder, or of a library, or the program's own, and what one asks of them."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from bot.terminal.progress_bar import with_progress_bar
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer, Quote
from retrieval.cross_encoder.reranker import DEADLINE
from retrieval.errors import ArticlesError
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.ranking.explain import Explanation
from retrieval.retriever import LIMIT, PUBLIC

if TYPE_CHECKING:
    from retrieval.answering.verify_text import Check
    from retrieval.ingest.files import FolderArticles

MAKE_ONE: Final = "`pullquote add PATH` makes one"

Say = Callable[[str], None]


class AnyRetriever(Protocol):
    """What answers: a retriever over articles that stay as they are, or one that follows a library."""

    @property
    def size(self) -> int:
        """How many articles may be quoted."""

    def ask(
        self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
    ) -> Answer:
        """The answer to `question`, asked `after` another or not; a refusal with what comes `nearest` or without."""

    def is_followup(self, question: str) -> bool:
        """Whether the question may be a follow-up to one before it."""

    def explain(self, question: str, *, limit: int = LIMIT) -> tuple[Explanation, ...]:
        """Why the first candidates for `question` rank where they do."""

    def check(self, text: str) -> "Check":
        """Whether the articles have `text`."""

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote is what its article says."""


class OpenCorpus(NamedTuple):
    """What answers, and what records the quotes of an answer as sent, for who sends it.

    Articles of a folder have nowhere to record them. A problem with recording is reported, not raised: the answer is
    sent all the same.
    """

    articles: AnyRetriever
    record_sent: Callable[[Sequence[Quote]], None] = lambda _: None


class CorpusChoice(NamedTuple):
    """Which articles were asked for: a folder, else these collections of a library; and how they are to answer."""

    folder: Path | None
    library: Path
    collections: Sequence[str] = (PUBLIC,)
    synonyms: Path | None = None
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL
    reranker: Path | None = None
    reranker_deadline: float = DEADLINE


def default_library() -> Path:
    """The library's file in the user's data folder."""
    return _user_data() / "library.db"


def default_reranker() -> Path:
    """The folder in the user's data that `pullquote reranker install` puts the model into."""
    return _user_data() / "reranker"


def _user_data() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 -- not needed where the files are named

    return user_data_path("pullquote", appauthor=False)


def seeds_folder() -> Path:
    """The folder with the articles that come with the program: inside the package in a wheel, beside it in a checkout.

    Raises:
        ArticlesError: there is no such folder.
    """
    package = Path(str(files("bot")))
    for folder in (package / "seeds", package.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise ArticlesError(
        f"the articles that come with pullquote are missing: there is no folder `{package / 'seeds'}`",
        f"install pullquote again, or ask your own articles: {MAKE_ONE}",
    )


def seeds_answer(library: Path) -> str:
    """The note that the program's own articles answer, because there is no such library."""
    return f"note: there is no library `{library}` yet; the articles are the five that come with pullquote ({MAKE_ONE})"


def read_articles(folder: Path, *, say: Say) -> "FolderArticles":
    """The articles of the folder, at least one; `say` gets the notes on them, and which files cannot be read.

    Raises:
        ArticlesError: none of them can be read.
    """
    from retrieval.ingest.files import read_folder  # noqa: PLC0415 -- a library is asked without reading files

    found = read_folder(folder, watch=with_progress_bar)
    for note in found.notes:
        say(f"note: {note}")
    for error in found.skipped:
        say(f"skipped: {error}")
    if not found.articles:
        raise ArticlesError(f"`{folder}` holds no article that can be read", "see the lines above")
    return found
