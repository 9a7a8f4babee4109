"""Opens a library: for maintenance, to answer from some collections, or to answer in all guilds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from bot.corpora.choice import MAKE_ONE, CorpusChoice, OpenCorpus, Say, read_articles, seeds_answer, seeds_folder
from bot.corpora.guilds import GuildCorpora
from bot.corpora.reranker import open_reranker
from bot.corpora.watcher import renew_in_background
from bot.store.tables import discord_library
from bot.terminal import console
from bot.terminal.progress_bar import with_progress_bar
from retrieval.answers import Quote
from retrieval.cross_encoder.reranker import Reranker
from retrieval.errors import ArticlesError, LibraryError, NoDiskSpaceError, UnreadableArticleError
from retrieval.index.top_k import TopK, top_k
from retrieval.indexing.removal import make_room
from retrieval.indexing.stored_files import close_to_others
from retrieval.ingest.inputs import Origin
from retrieval.library.catalog import has_articles
from retrieval.library.database import Library
from retrieval.library.quotes import record_sent
from retrieval.library.store import ReadBatch, store_articles
from retrieval.live import LiveRetriever
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.retriever import retriever_over
from retrieval.rewrite.expansion import SynonymPair
from retrieval.rewrite.synonyms import read_synonyms

if TYPE_CHECKING:
    from retrieval.ingest.files import FolderArticles


class OpenLive(Protocol):
    """Opens what answers from some collections of a library and follows its changes."""

    def __call__(self, collections: Sequence[str], caution: AbstentionThreshold | None = None, /) -> LiveRetriever:
        """Open `collections`; `caution` replaces the operator's choice."""


def open_library(path: Path) -> Library:
    """The library at `path`.

    Raises:
        LibraryError: there is none, or it cannot be used.
    """
    if not path.exists():
        raise LibraryError(f"there is no library `{path}` yet", MAKE_ONE)
    library = Library(path)
    note_privacy(path, say=console.say)
    return library


def open_to_make_room(path: Path) -> Library:
    """The library at `path`, whose index is deleted where the disk is too full to open it.

    Raises:
        LibraryError: there is none, or it cannot be used.
    """
    try:
        return open_library(path)
    except NoDiskSpaceError:
        make_room(path)
        return open_library(path)


def note_privacy(path: Path, *, say: Say) -> None:
    """Make an open library that others could read private to its owner; `say` gets a note where that was needed."""
    if note := close_to_others(path):
        say(note)


def nothing_in(collection: str) -> str:
    """The note that there is nothing to quote in this collection."""
    return (
        f"note: the library has no article in the collection `{collection}` (`pullquote list` shows those that it has)"
    )


@contextmanager
def open_live_corpus(
    choice: CorpusChoice,
    synonyms: Sequence[SynonymPair],
    *,
    say: Say,
    follow: bool,
    reranker: Reranker | None = None,
) -> Iterator[OpenCorpus]:
    """What answers from the chosen collections of the library; with `follow` it sees later changes.

    Raises:
        LibraryError: the library cannot be used.
    """
    with Library(choice.library) as library:
        note_privacy(choice.library, say=say)
        for name in choice.collections:
            if not has_articles(library, name):
                say(nothing_in(name))
        retriever = _opener(library, choice, synonyms, reranker)(choice.collections)
        with renew_in_background(retriever) if follow else nullcontext():
            yield OpenCorpus(retriever, _recorder(library, say))


@contextmanager
def open_guild_corpora(choice: CorpusChoice, *, say: Say, top_k: TopK = top_k) -> Iterator[GuildCorpora]:
    """What answers in each guild and follows changes: over the chosen library, or a temporary one of the folder.

    Raises:
        ArticlesError: there is nothing to quote from.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
        RerankerError: the model of the reranker cannot be used.
    """
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    with open_reranker(choice) as reranker, _chosen(choice, say) as library:
        alone = partial(retriever_over, synonyms=same, caution=choice.caution, reranker=reranker)
        live = _opener(library, choice, same, reranker, top_k=top_k)
        corpora = GuildCorpora(library, choice.collections, live, alone=alone)
        with renew_in_background(corpora):
            yield corpora


@contextmanager
def _chosen(choice: CorpusChoice, say: Say) -> Iterator[Library]:
    """The chosen library, or a temporary one with the articles of the folder."""
    if not choice.folder and choice.library.exists():
        with discord_library(choice.library) as library:
            note_privacy(choice.library, say=say)
            yield library
        return
    if not choice.folder:
        say(seeds_answer(choice.library))
    found = read_articles(choice.folder or seeds_folder(), say=say)
    with (
        TemporaryDirectory(prefix="pullquote-") as folder,
        discord_library(Path(folder) / "library.db", create=True) as library,
    ):
        _put_all(library, found, choice.collections[0])
        yield library


def _put_all(library: Library, found: "FolderArticles", collection: str) -> None:
    split = list(zip(found.articles, found.passages, strict=True))
    for article, passages in with_progress_bar(split, "Storing articles"):
        address, entry = article.source.file or article.source.id, article.source.id
        with suppress(UnreadableArticleError):
            batch = ReadBatch(Origin(address=address), address, "", {entry: article}, {entry: passages})
            store_articles(library, batch, collection=collection)
    if not has_articles(library, collection):
        raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")


def _opener(
    library: Library,
    choice: CorpusChoice,
    synonyms: Sequence[SynonymPair],
    reranker: Reranker | None,
    *,
    top_k: TopK = top_k,
) -> OpenLive:
    """What opens some collections of the library, set up as `choice` says."""

    def open_live(collections: Sequence[str], caution: AbstentionThreshold | None = None, /) -> LiveRetriever:
        return LiveRetriever(
            library,
            collections,
            synonyms=synonyms,
            caution=caution or choice.caution,
            reranker=reranker,
            top_k=top_k,
            watch=with_progress_bar,
        )

    return open_live


def _recorder(library: Library, say: Say) -> Callable[[Sequence[Quote]], None]:
    """What records quotes as sent; a problem with that is said once, however many answers it concerns."""
    said: set[str] = set()

    def record(quotes: Sequence[Quote]) -> None:
        try:
            record_sent(library, quotes)
        except LibraryError as error:
            if str(error) not in said:
                said.add(str(error))
                say(f"note: `pullquote quote` will not find these quotes: {error}")

    return record
