"""Builds the parts of a message from an answer or one page of it, top to bottom, within Discord's limits.

The question comes first, then each quote with its source in a part of its own; a refusal names no source. Sizes are
measured after escaping. What does not fit is dropped in this order: the sentences around the answering ones, the other
places of a statement, the later quotes, and at last the end of the one remaining sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from bot.rendering import wording
from bot.rendering.blockquote import opening, quotation, sentence
from bot.rendering.citation import citation, inline, link
from bot.rendering.limits import BUTTONS_IN_ROW, BYTES_IN_MESSAGE, BYTES_PER_TEXT, TEXT_IN_MESSAGE
from bot.rendering.markdown import Budget, size
from retrieval.records import Answer, Quote, Refusal

QUOTES_IN_MESSAGE: Final = 3
PLACES_WHEN_SHORT: Final = 2
MESSAGE: Final = Budget(TEXT_IN_MESSAGE, BYTES_IN_MESSAGE)
QUESTION: Final = Budget(1000, 2000)
"""Room for a question; 500 characters that are all escaped or all emoji just fit."""

LINK_LABEL: Final = "Open the article"
TURNING: Final = 2  # buttons, back and on, that come first where there are pages to turn
NO_LONGER_THERE = "I found a passage, but its article no longer has it in these words, so I do not show it."


class Button(NamedTuple):
    """A button: its label, and its custom_id (`name`) or its link (`url`); `is_off` disables it."""

    label: str
    name: str = ""
    url: str = ""
    is_off: bool = False


class Part(NamedTuple):
    """A text of the message, in Discord's Markdown, the address of the article, and further buttons below it.

    `is_refusal` is whether it says that the articles do not hold the answer.
    """

    text: str
    link: str | None = None
    buttons: tuple[Button, ...] = ()
    is_refusal: bool = False

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """The buttons in rows: in one if it holds them, else those that turn pages and the link in the first."""
        links = (Button(LINK_LABEL, url=self.link),) if self.link else ()
        if len(self.buttons) + len(links) <= BUTTONS_IN_ROW:
            rows = [(*self.buttons, *links)]
        else:
            rows = [(*self.buttons[:TURNING], *links), self.buttons[TURNING:]]
        return tuple(filter(None, rows))


Reply = Sequence[Part]
Attempt = tuple[Sequence[Quote], int | None]
"""The quotes to show, and how many further places to name of each, all of them with `None`."""


def with_confirmed_quotes(answer: Answer, confirms: Callable[[Quote], bool]) -> Answer:
    """The answer with only those quotes whose article still has them in these very characters."""
    return answer.model_copy(update={"quotes": tuple(filter(confirms, answer.quotes))})


def parts(answer: Answer, *, only_in: str = "") -> list[Part]:
    """The message for `answer`, given by all articles or only by the one of this name."""
    head = Part(heading(answer, only_in=only_in))
    if not answer.quotes:
        return [head, Part(_no_quotes(answer), is_refusal=answer.refusal is Refusal.NOT_FOUND)]
    attempts = filter(_may_fit, _attempts(answer.quotes[:QUOTES_IN_MESSAGE]))
    messages = ([head, *_parts(quotes, others=others)] for quotes, others in attempts)
    return next(filter(_fits, messages), None) or [head, _cut(answer.quotes[0], _left(head))]


def page_parts(head: str, quote: Quote, *, number: str = "", text_fragment: str = "") -> list[Part]:
    """The message with one quote under a head that is Markdown already; the page's `number` stands before the source.

    The link leads to the sentence that the text `text_fragment` names. The message shows all
    of the quote if that fits, else its answering sentence, or the beginning of that.
    """
    attempts = filter(_may_fit, [([quote], None), ([quote], PLACES_WHEN_SHORT), ([sentence(quote)], PLACES_WHEN_SHORT)])
    messages = ([Part(head), *_parts(quotes, others=others, number=number)] for quotes, others in attempts)
    *above, last = next(filter(_fits, messages), None) or [Part(head), _cut(quote, _left(Part(head)), number)]
    return [*above, last._replace(link=link(quote.article, text_fragment))]


def fits_whole(head: str, quote: Quote, *, number: str = "") -> bool:
    """Whether a page has room for all of the quote."""
    whole = _part(quote, quotation(quote), others=PLACES_WHEN_SHORT, number=number)
    return _may_fit(([quote], None)) and _fits([Part(head), whole])


def message_size(message: Sequence[Part]) -> Budget:
    """The room that the parts take in a message, each part's own cost counted."""
    sizes = [size(part.text) for part in message]
    return Budget(sum(each.characters for each in sizes), sum(each.bytes + BYTES_PER_TEXT for each in sizes))


def _fits(message: Sequence[Part]) -> bool:
    return MESSAGE.holds(message_size(message))


def heading(answer: Answer, *, only_in: str = "") -> str:
    """The question in bold, and below it what was searched for instead, and in which article alone."""
    question = inline(answer.question, QUESTION)
    searched = wording.searched_for(answer, partial(inline, room=QUESTION))
    alone = f"{wording.ONLY_IN}{inline(only_in) or wording.UNTITLED}" if only_in else ""
    return "\n".join((f"**{question}**", *(f"-# {line}" for line in (searched, alone) if line)))


def _no_quotes(answer: Answer) -> str:
    if answer.answered:
        return NO_LONGER_THERE
    return "\n".join(wording.refusal(answer, inline))


def _attempts(quotes: Sequence[Quote]) -> Iterator[Attempt]:
    """The quotes ever shorter, then ever fewer."""
    short = [sentence(quote) for quote in quotes]
    yield quotes, None
    yield short, None
    for count in range(len(short), 0, -1):
        yield short[:count], PLACES_WHEN_SHORT


def _may_fit(attempt: Attempt) -> bool:
    """Whether writing it out is worth the while; a sentence may be as long as a file, with white space to be folded."""
    return sum(len(span.text) for quote in attempt[0] for span in quote.spans) <= 2 * TEXT_IN_MESSAGE


def _parts(quotes: Sequence[Quote], *, others: int | None, number: str = "") -> list[Part]:
    return [_part(quote, quotation(quote), others=others, number=number) for quote in quotes]


def _part(quote: Quote, markdown: str, *, others: int | None, number: str = "") -> Part:
    return Part(f"{markdown}\n{citation(quote, others=others, number=number)}", link(quote.article))


def _left(head: Part) -> Budget:
    return MESSAGE.minus(message_size([head, Part("")]))


def _cut(quote: Quote, left: Budget, number: str = "") -> Part:
    """The answering sentence as far as it fits, in the room that is `left` beside the question."""
    source = _part(quote, "", others=PLACES_WHEN_SHORT, number=number)
    start = opening(sentence(quote), left.minus(size(source.text)))
    return _part(quote, start, others=PLACES_WHEN_SHORT, number=number)


def apology(error_id: str) -> Reply:
    """The message after an unexpected error; `error_id` finds its entry in the log."""
    return (Part(f"Sorry, something went wrong here. If it happens again, tell the bot's operator: error {error_id}."),)
