"""How do answers keep up with the library? A retriever over some of its collections, exchanged whole when they change.

Until the next retriever is built the one before it answers, without what has left the library meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from retrieval.check import Check
from retrieval.errors import LibraryError
from retrieval.explain import Explanation
from retrieval.followup import Earlier
from retrieval.library.file import Library
from retrieval.library.quotes import note_sent
from retrieval.library.stock import changes, stock, versions_now
from retrieval.records import Answer, Quote, Refusal, Source
from retrieval.retriever import LIMIT, Retriever
from retrieval.watch import Watch, unwatched


class Held(NamedTuple):
    """What answers: a retriever over the collections as they were after so many `changes`.

    `current` are the articles that are still there, each with its version; `None` stands for all of the retriever's.
    """

    retriever: Retriever
    changes: int
    current: frozenset[tuple[str, str]] | None = None

    def still_has(self, source: Source) -> bool:
        """Whether the article is still there, in this version."""
        return self.current is None or (source.id, source.version) in self.current


class Shelf:
    """Answers questions from some collections of a library, and notes the quotes of each answer as sent.

    Threads may ask while one of them renews. `unnoted` is told when quotes could not be noted; they are answered all
    the same, and `build` makes a retriever as `Retriever` does.
    """

    def __init__(
        self,
        library: Library,
        collections: Sequence[str],
        *,
        unnoted: Callable[[LibraryError], None],
        build: Callable[..., Retriever] = Retriever,
        watch: Watch = unwatched,
    ) -> None:
        self._library = library
        self._collections = tuple(collections)
        self._unnoted = unnoted
        self._build = build
        self._held = self._built(watch)

    @property
    def size(self) -> int:
        """How many articles may be quoted."""
        return self._held.retriever.size

    def ask(self, question: str, *, limit: int = LIMIT, after: Earlier | None = None) -> Answer:
        """The answer to `question`; see `Retriever.ask`."""
        held = self._held
        answer = _without_gone(held, held.retriever.ask(question, limit=limit, after=after))
        try:
            note_sent(self._library, answer.quotes)
        except LibraryError as error:
            self._unnoted(error)
        return answer

    def explain(self, question: str, *, limit: int = LIMIT) -> tuple[Explanation, ...]:
        """Why the first candidates stand where they do; see `Retriever.explain`."""
        return self._held.retriever.explain(question, limit=limit)

    def check(self, text: str) -> Check:
        """Whether the articles have `text`; see `Retriever.check`."""
        return self._held.retriever.check(text)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article still has exactly the quote's text at its offsets."""
        held = self._held
        return held.still_has(quote.article) and held.retriever.confirms(quote)

    def renew(self) -> bool:
        """Exchange the retriever if the collections have changed, and tell whether they had; for one thread at a time.

        What has left them is not quoted from this moment on, before the next retriever is built.
        """
        if changes(self._library, self._collections) == self._held.changes:
            return False
        self._held = self._held._replace(current=versions_now(self._library, self._collections))
        self._held = self._built(unwatched)
        return True

    def _built(self, watch: Watch) -> Held:
        found = stock(self._library, self._collections, watch=watch)
        retriever = self._build(
            found.articles, split=lambda article: found.passages[article.source.id], may_be_empty=True, watch=watch
        )
        return Held(retriever, found.changes)


def _without_gone(held: Held, answer: Answer) -> Answer:
    """The answer without the quotes and places of articles that are not there any more."""
    quotes = tuple(
        quote.model_copy(update={"also_in": tuple(each for each in quote.also_in if held.still_has(each.article))})
        for quote in answer.quotes
        if held.still_has(quote.article)
    )
    if answer.quotes and not quotes:
        return answer.model_copy(update={"answered": False, "quotes": (), "refusal": Refusal.NOT_FOUND})
    return answer.model_copy(update={"quotes": quotes})
