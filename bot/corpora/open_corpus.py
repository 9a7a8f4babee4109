"""Which articles answer? Those of a folder, or of the library; while there is none, the program's own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.corpora.choice import AnyRetriever, CorpusChoice, OpenCorpus, Say, read_articles, seeds_answer, seeds_folder
from bot.corpora.reranker import open_reranker
from bot.terminal.progress_bar import with_progress_bar
from retrieval.cross_encoder.reranker import Reranker
from retrieval.retriever import Retriever, retriever_over
from retrieval.rewrite.expansion import SynonymPair
from retrieval.rewrite.synonyms import read_synonyms


@contextmanager
def open_articles(choice: CorpusChoice, *, say: Say, follow: bool = False) -> Iterator[OpenCorpus]:
    """What answers, and records what is sent, to be used within; with `follow` it sees later changes.

    `say` is called with each note for the user.

    Raises:
        ArticlesError: there is nothing to quote from.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
        RerankerError: the model of the reranker cannot be used.
    """
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    with open_reranker(choice) as reranker:
        if choice.folder:
            yield OpenCorpus(_read(choice.folder, same, choice, reranker, say))
        elif choice.library.exists():
            from bot.corpora.open_library import open_live_corpus  # noqa: PLC0415 -- slow to import, and not needed without a library

            with open_live_corpus(choice, same, say=say, follow=follow, reranker=reranker) as corpus:
                yield corpus
        else:
            retriever = _read(seeds_folder(), same, choice, reranker, say)
            if follow:
                say(seeds_answer(choice.library))
            yield OpenCorpus(retriever)
            if not follow:
                say(seeds_answer(choice.library))  # after the answer, and beside no error


@contextmanager
def open_read_only(choice: CorpusChoice, *, say: Say) -> Iterator[AnyRetriever]:
    """What answers from the same articles, while nothing is written to the library, the index included.

    Raises:
        ArticlesError: there is nothing to quote from, or nothing in one of the collections.
        LibraryError: the library cannot be used.
        SynonymsError: the file of synonyms cannot be used.
        RerankerError: the model of the reranker cannot be used.
    """
    if choice.folder or not choice.library.exists():
        with open_articles(choice, say=say) as corpus:
            yield corpus.articles
        return
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    with (
        open_reranker(choice) as reranker,
        Retriever.from_library(
            choice.library,
            collections=choice.collections,
            synonyms=same,
            caution=choice.caution,
            reranker=reranker,
        ) as retriever,
    ):
        yield retriever


def _read(
    folder: Path, synonyms: Sequence[SynonymPair], choice: CorpusChoice, reranker: Reranker | None, say: Say
) -> Retriever:
    found = read_articles(folder, say=say)
    split = {
        (article.source.id, article.source.version): passages
        for article, passages in zip(found.articles, found.passages, strict=True)
    }
    return retriever_over(
        found.articles,
        split=lambda article: split[article.source.id, article.source.version],
        synonyms=synonyms,
        caution=choice.caution,
        reranker=reranker,
        watch=with_progress_bar,
    )
