"""Which sentences do the terminal and Discord share? Refusals, sources, and what was searched for.

`show` escapes text from elsewhere for where it is shown; the sentences themselves need no escaping.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

import regex

from retrieval.answers import Answer, Refusal
from retrieval.library.quotes import QuoteStatus
from retrieval.records import Source

UNTITLED = "Untitled"
SECTION_MARK = " › "
SMALL_TALK = (
    "I answer questions with quotes from the articles: ask something they may tell, such as who, when or how many."
)
SEARCHED_FOR = "Searched for: "
ONLY_IN = "Only in: "
FURTHER = "I answer one question at a time. Not answered: "
ABOUT = "About "  # what follows is the address of a message
NOT_FOUND = "I found nothing in the articles that answers this."
MAY_NOT_ANSWER = "This may not answer it:"

HAS_WORD = regex.compile(r"\p{L}{3}|\p{Lo}")  # digests of files have no three letters in a row, at least most of them

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


def further(answer: Answer, show: Show) -> str:
    """The first question of the same message that was not answered, or an empty text where there is none."""
    return f"{FURTHER}{show(answer.further[0])}" if answer.further else ""


def facts(source: Source, show: Show, section: Sequence[str] = ()) -> str:
    """Title and section, publisher and date, as far as the article states them."""
    date = source.published.isoformat() if source.published else ""
    title = show(source.title or "") or show(readable_name(source)) or UNTITLED
    place = SECTION_MARK.join(filter(None, (title, *map(show, section))))
    return " · ".join(filter(None, (place, show(source.publisher or ""), date)))


def readable_name(source: Source) -> str:
    """What an article without a title is called: the name of its file, in words; "Untitled" where that has no word."""
    stem = PurePosixPath(source.file or "").stem
    words = " ".join(stem.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] if HAS_WORD.search(words) else UNTITLED


def source_name(source: Source) -> str:
    """The article's title, or else its file or address."""
    return source.title or source.file or source.url or UNTITLED


def _listed(terms: tuple[str, ...], show: Show) -> str:
    return ", ".join(map(show, terms))
