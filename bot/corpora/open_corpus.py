"""Which articles answer? Those of a folder, or of the library; while there is none, the program's own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.corpora.choice import AnyRetriever, CorpusChoice, Say, read_articles, seeds_answer, seeds_folder
from bot.terminal.progress_bar import watched
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.retriever import Retriever, retriever_over
from retrieval.rewrite.expansion import SynonymPair
from retrieval.rewrite.synonyms import read_synonyms


@contextmanager
def open_articles(choice: CorpusChoice, *, say: Say, follow: bool = False) -> Iterator[AnyRetriever]:
    """What answers, to be asked within; `say` is told what needs a word. If it is to `follow`, it sees later changes.

    Raises:
        ArticlesError: there is nothing to quote from.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
    """
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    if choice.folder:
        yield _read(choice.folder, same, choice.caution, say)
    elif choice.library.exists():
        from bot.corpora.open_library import open_live_corpus  # noqa: PLC0415 -- slow to import, and not needed without a library

        with open_live_corpus(choice, same, say=say, follow=follow) as shelf:
            yield shelf
    else:
        retriever = _read(seeds_folder(), same, choice.caution, say)
        if follow:
            say(seeds_answer(choice.library))
        yield retriever
        if not follow:
            say(seeds_answer(choice.library))  # after the answer, and beside no error


@contextmanager
def open_read_only(choice: CorpusChoice, *, say: Say) -> Iterator[AnyRetriever]:
    """What answers from the same articles, while nothing is written to the library: no quote counts as sent.

    Raises:
        ArticlesError: there is nothing to quote from, or nothing in one of the collections.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
    """
    if choice.folder or not choice.library.exists():
        with open_articles(choice, say=say) as articles:
            yield articles
        return
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    with Retriever.from_library(
        choice.library, collections=choice.collections, synonyms=same, caution=choice.caution
    ) as retriever:
        yield retriever


def _read(folder: Path, synonyms: Sequence[SynonymPair], caution: AbstentionThreshold, say: Say) -> Retriever:
    found = read_articles(folder, say=say)
    split = {
        (article.source.id, article.source.version): passages
        for article, passages in zip(found.articles, found.passages, strict=True)
    }
    return retriever_over(
        found.articles,
        split=lambda article: split[article.source.id, article.source.version],
        synonyms=synonyms,
        caution=caution,
        watch=watched,
    )
