"""Which articles answer? A folder, or the five that come with the program; and a word on what could not be read."""

from collections.abc import Callable
from pathlib import Path

from bot.progress import watched
from retrieval.errors import ArticlesError
from retrieval.ingest.folder import read_folder
from retrieval.refuse import Caution
from retrieval.retriever import Retriever
from retrieval.synonyms import read_synonyms

SEEDS = next(
    folder
    for folder in (Path(__file__).parent / "seeds", Path(__file__).parents[1] / "seeds")  # installed; in a checkout
    if folder.is_dir()
)


def open_articles(
    folder: Path | None,
    synonyms: Path | None = None,
    caution: Caution = Caution.NORMAL,
    *,
    say: Callable[[str], None],
) -> Retriever:
    """A retriever over the articles of `folder`, or over the seeds; `say` is told of each file that needs a word.

    Raises:
        ArticlesError: there is nothing to quote from.
        SynonymsError: the file of `synonyms` cannot be used.
    """
    same = read_synonyms(synonyms) if synonyms else ()
    found = read_folder(folder or SEEDS, watch=watched)
    for note in found.notes:
        say(f"note: {note}")
    for error in found.skipped:
        say(f"skipped: {error}")
    if not found.articles:
        raise ArticlesError(f"`{folder}` holds no article that can be read", "see the lines above")
    return Retriever(found.articles, synonyms=same, caution=caution, watch=watched)
