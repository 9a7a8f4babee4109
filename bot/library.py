"""How is a library opened: to be seen to, or to be asked?"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bot.articles import MAKE_ONE, Choice, Say
from bot.follow import following
from bot.progress import watched
from retrieval.equivalents import Pair
from retrieval.errors import LibraryError
from retrieval.library.file import Library
from retrieval.shelf import Shelf


def open_library(path: Path) -> Library:
    """The library at `path`.

    Raises:
        LibraryError: there is none, or it cannot be used.
    """
    if not path.exists():
        raise LibraryError(f"there is no library `{path}` yet", MAKE_ONE)
    return Library(path)


@contextmanager
def open_shelf(choice: Choice, synonyms: Sequence[Pair], *, say: Say, follow: bool) -> Iterator[Shelf]:
    """What answers from the chosen collections of the library; if it is to `follow`, it sees later changes.

    Raises:
        LibraryError: the library cannot be used.
    """
    with Library(choice.library) as library:
        shelf = Shelf(
            library,
            choice.collections,
            unnoted=_once(say),
            synonyms=synonyms,
            caution=choice.caution,
            watch=watched,
        )
        with following(shelf) if follow else nullcontext():
            yield shelf


def _once(say: Say) -> Callable[[LibraryError], None]:
    """Tells once of each trouble with noting quotes; the answers come all the same."""
    told: set[str] = set()

    def tell(error: LibraryError) -> None:
        if str(error) not in told:
            told.add(str(error))
            say(f"note: `pullquote quote` will not find these quotes: {error}")

    return tell
