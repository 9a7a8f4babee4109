"""How is a library opened: to be seen to, to be asked, or to be asked by all servers?"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.corpora.choice import MAKE_ONE, Choice, Say, read_articles, seeds_answer, seeds_folder
from bot.corpora.guilds import Servers
from bot.corpora.watcher import following
from bot.terminal.progress_bar import watched
from retrieval.errors import ArticlesError, LibraryError, UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.library.database import Library
from retrieval.library.sources import holds_any
from retrieval.library.store import Delivery, put
from retrieval.live import Shelf
from retrieval.ranking.confidence import Caution
from retrieval.records import Article
from retrieval.retriever import retriever_over
from retrieval.rewrite.expansion import Pair
from retrieval.rewrite.synonyms import read_synonyms


def open_library(path: Path) -> Library:
    """The library at `path`.

    Raises:
        LibraryError: there is none, or it cannot be used.
    """
    if not path.exists():
        raise LibraryError(f"there is no library `{path}` yet", MAKE_ONE)
    return Library(path)


def nothing_in(collection: str) -> str:
    """The note that there is nothing to quote in this collection."""
    return (
        f"note: the library has no article in the collection `{collection}` (`pullquote list` shows those that it has)"
    )


@contextmanager
def open_shelf(choice: Choice, synonyms: Sequence[Pair], *, say: Say, follow: bool) -> Iterator[Shelf]:
    """What answers from the chosen collections of the library; if it is to `follow`, it sees later changes.

    Raises:
        LibraryError: the library cannot be used.
    """
    with Library(choice.library) as library:
        for name in choice.collections:
            if not holds_any(library, name):
                say(nothing_in(name))
        shelf = _shelves(library, choice, synonyms, say)(choice.collections)
        with following(shelf) if follow else nullcontext():
            yield shelf


@contextmanager
def open_servers(choice: Choice, *, say: Say) -> Iterator[Servers]:
    """What answers in each place, and sees later changes: from the chosen library, or from one made of the folder.

    Raises:
        ArticlesError: there is nothing to quote from.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
    """
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    alone = partial(retriever_over, synonyms=same, caution=choice.caution)
    with _chosen(choice, say) as library:
        servers = Servers(library, choice.collections, _shelves(library, choice, same, say), alone=alone)
        with following(servers):
            yield servers


@contextmanager
def _chosen(choice: Choice, say: Say) -> Iterator[Library]:
    """The library, or one for as long as the program runs, so that there is one way to answer."""
    if not choice.folder and choice.library.exists():
        with Library(choice.library) as library:
            yield library
        return
    if not choice.folder:
        say(seeds_answer(choice.library))
    articles = read_articles(choice.folder or seeds_folder(), say=say)
    with (
        TemporaryDirectory(prefix="pullquote-") as folder,
        Library(Path(folder) / "library.db", create=True) as library,
    ):
        _put_all(library, articles, choice.collections[0])
        yield library


def _put_all(library: Library, articles: Sequence[Article], collection: str) -> None:
    for article in watched(articles, "Splitting articles"):
        address, entry = article.source.file or article.source.id, article.source.id
        with suppress(UnreadableArticleError):
            put(library, Delivery(Origin(address=address), address, "", {entry: article}), collection=collection)
    if not holds_any(library, collection):
        raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")


def _shelves(library: Library, choice: Choice, synonyms: Sequence[Pair], say: Say) -> Callable[..., Shelf]:
    """Makes what answers from some collections of the library, as was chosen, or more or less cautiously."""
    open_ = partial(Shelf, synonyms=synonyms, unnoted=_once(say), watch=watched)

    def shelf(collections: Sequence[str], caution: Caution | None = None) -> Shelf:
        return open_(library, collections, caution=caution or choice.caution)

    return shelf


def _once(say: Say) -> Callable[[LibraryError], None]:
    """Tells once of each trouble with noting quotes; the answers come all the same."""
    told: set[str] = set()

    def tell(error: LibraryError) -> None:
        if str(error) not in told:
            told.add(str(error))
            say(f"note: `pullquote quote` will not find these quotes: {error}")

    return tell
