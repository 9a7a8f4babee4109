"""Which texts make the message? An answer → its parts, top to bottom, as much as Discord takes.

The question, then a quote and its source in each further part; or the refusal, which names no source. All is measured
as written, after escaping. What does not fit goes in this order: the sentences around the answering ones, the further
places of a statement, the later quotes, and at last the end of the one sentence that is left.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from bot import wording
from bot.citation import citation, link, shown
from bot.limits import BYTES_IN_MESSAGE, BYTES_PER_TEXT, TEXT_IN_MESSAGE
from bot.markdown import Budget, size
from bot.quotation import opening, quotation, sentence
from retrieval.records import Answer, Quote, Refusal

QUOTES_IN_MESSAGE: Final = 3
PLACES_WHEN_SHORT: Final = 2
MESSAGE: Final = Budget(TEXT_IN_MESSAGE, BYTES_IN_MESSAGE)
QUESTION: Final = Budget(1000, 2000)
"""Room for a question; 500 characters that are all escaped or all emoji just fit."""

NO_LONGER_THERE = "I found a passage, but its article no longer has it in these words, so I do not show it."


class Part(NamedTuple):
    """A text of the message, in Discord's Markdown, and the address of the button below it.

    `is_refusal` is whether it says that the articles do not hold the answer.
    """

    text: str
    link: str | None = None
    is_refusal: bool = False


Attempt = tuple[Sequence[Quote], int | None]
"""The quotes to show, and how many further places to name of each, all of them with `None`."""


def confirmed(answer: Answer, confirms: Callable[[Quote], bool]) -> Answer:
    """The answer with only those quotes whose article still has them in these very characters."""
    return answer.model_copy(update={"quotes": tuple(filter(confirms, answer.quotes))})


def parts(answer: Answer) -> list[Part]:
    """The message for `answer`."""
    head = Part(_head(answer))
    if not answer.quotes:
        return [head, Part(_no_quotes(answer), is_refusal=answer.refusal is Refusal.NOT_FOUND)]
    attempts = filter(_may_fit, _attempts(answer.quotes[:QUOTES_IN_MESSAGE]))
    messages = ([head, *_parts(quotes, others=others)] for quotes, others in attempts)
    return next(filter(_fits, messages), None) or [head, _cut(answer.quotes[0], _left(head))]


def room_taken(message: Sequence[Part]) -> Budget:
    """The room that the parts take in a message, each part's own cost counted."""
    sizes = [size(part.text) for part in message]
    return Budget(sum(each.characters for each in sizes), sum(each.bytes + BYTES_PER_TEXT for each in sizes))


def _fits(message: Sequence[Part]) -> bool:
    return MESSAGE.holds(room_taken(message))


def _head(answer: Answer) -> str:
    question = shown(answer.question, QUESTION)
    searched = wording.searched_for(answer, partial(shown, room=QUESTION))
    return "\n".join(filter(None, (f"**{question}**", searched and f"-# {searched}")))


def _no_quotes(answer: Answer) -> str:
    if answer.answered:
        return NO_LONGER_THERE
    return "\n".join(wording.refusal(answer, shown))


def _attempts(quotes: Sequence[Quote]) -> Iterator[Attempt]:
    """The quotes ever shorter, then ever fewer."""
    short = [sentence(quote) for quote in quotes]
    yield quotes, None
    yield short, None
    for count in range(len(short), 0, -1):
        yield short[:count], PLACES_WHEN_SHORT


def _may_fit(attempt: Attempt) -> bool:
    """Whether writing it out is worth the while; a sentence may be as long as a file, with white space to be folded."""
    return sum(len(quote.text) for quote in attempt[0]) <= 2 * TEXT_IN_MESSAGE


def _parts(quotes: Sequence[Quote], *, others: int | None) -> list[Part]:
    return [_part(quote, quotation(quote), others=others) for quote in quotes]


def _part(quote: Quote, markdown: str, *, others: int | None) -> Part:
    return Part(f"{markdown}\n{citation(quote, others=others)}", link(quote.article))


def _left(head: Part) -> Budget:
    return MESSAGE.minus(room_taken([head, Part("")]))


def _cut(quote: Quote, left: Budget) -> Part:
    """The answering sentence as far as it fits, in the room that is `left` beside the question."""
    source = _part(quote, "", others=PLACES_WHEN_SHORT)
    return _part(quote, opening(sentence(quote), left.minus(size(source.text))), others=PLACES_WHEN_SHORT)
