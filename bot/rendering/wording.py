"""Which sentences do the terminal and Discord share? Refusals, sources, and what was searched for.

`show` escapes text from elsewhere for where it is shown; the sentences themselves need no escaping.
"""

from collections.abc import Callable, Iterator

from retrieval.library.quotes import QuoteStatus
from retrieval.records import Answer, Refusal, Source

UNTITLED = "Untitled"
SMALL_TALK = (
    "I answer questions with quotes from the articles: ask something they may tell, such as who, when or how many."
)
SEARCHED_FOR = "Searched for: "
ONLY_IN = "Only in: "
ABOUT = "About "  # what follows is the address of a message
NOT_FOUND = "I found nothing in the articles that answers this."

Show = Callable[[str], str]


STANDINGS = {
    QuoteStatus.UNCHANGED: "unchanged: the article still has the version that was quoted",
    QuoteStatus.CHANGED_ELSEWHERE: "changed elsewhere: the article has a new version, in which these words still stand",
    QuoteStatus.CHANGED_HERE: "changed here: the article has a new version, in which these words do not stand any more",
    QuoteStatus.GONE: "gone: the article was removed, or is not at its address any more",
    QuoteStatus.PURGED: "purged: the article was deleted with all its quotes",
}


def refusal(answer: Answer, show: Show) -> Iterator[str]:
    """Why there are no quotes, which words of the question the articles know, and similar ones: one sentence a line.

    A misspelt word is listed in its corrected form.
    """
    if answer.refusal is Refusal.NOT_A_QUESTION:
        yield SMALL_TALK
        return
    yield NOT_FOUND
    read_as = dict(answer.read_as)
    corrected = [read_as[word] for word in answer.unknown_terms if read_as.get(word)]
    if known := tuple(dict.fromkeys([*answer.known_terms, *corrected])):
        yield f"They know: {_listed(known, show)}."
    if unknown := tuple(word for word in answer.unknown_terms if word not in read_as):
        yield f"They do not know: {_listed(unknown, show)}."
    if answer.suggestions:
        yield f"Did you mean: {_listed(answer.suggestions, show)}?"


def searched_for(answer: Answer, show: Show) -> str:
    """The question as corrected or continued, or an empty text where it was searched for as asked."""
    return f"{SEARCHED_FOR}{show(answer.searched_for)}" if answer.searched_for else ""


def facts(source: Source, show: Show) -> str:
    """Title, publisher and date, as far as the article states them."""
    date = source.published.isoformat() if source.published else ""
    return " · ".join(filter(None, (show(source.title or "") or UNTITLED, show(source.publisher or ""), date)))


def source_name(source: Source) -> str:
    """The article's title, or else its file or address."""
    return source.title or source.file or source.url or UNTITLED


def _listed(terms: tuple[str, ...], show: Show) -> str:
    return ", ".join(map(show, terms))
