"""How does an answer become the parts of a message, within Discord's limits? All of it, or one page.

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
from retrieval.answers import Answer, Quote, Refusal

QUOTES_IN_MESSAGE: Final = 3
PLACES_WHEN_SHORT: Final = 2
MESSAGE: Final = Budget(TEXT_IN_MESSAGE, BYTES_IN_MESSAGE)
QUESTION: Final = Budget(1000, 2000)
"""Room for a question; 500 characters that are all escaped or all emoji just fit; a longer one loses its end."""
FURTHER_QUESTION: Final = Budget(200, 400)
"""Room for a question of the same message that was not answered."""

LINK_LABEL: Final = "Open the article"
PAGE_BUTTONS: Final = 2  # back and next, which come first where there are several pages
NO_LONGER_THERE = "I found a passage, but its article no longer has it in these words, so I do not show it."


class Button(NamedTuple):
    """A button: its label, and its custom_id (`name`) or its link (`url`); `is_off` disables it."""

    label: str
    name: str = ""
    url: str = ""
    is_off: bool = False


class Part(NamedTuple):
    """A text in Discord's Markdown, with the address of its article and further buttons below it.

    `is_refusal` is whether it says that the articles do not have the answer.
    """

    text: str
    link: str | None = None
    buttons: tuple[Button, ...] = ()
    is_refusal: bool = False

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """The buttons in one row if they fit, else in two: page buttons and the link, then the others."""
        links = (Button(LINK_LABEL, url=self.link),) if self.link else ()
        if len(self.buttons) + len(links) <= BUTTONS_IN_ROW:
            rows = [(*self.buttons, *links)]
        else:
            rows = [(*self.buttons[:PAGE_BUTTONS], *links), self.buttons[PAGE_BUTTONS:]]
        return tuple(filter(None, rows))


Reply = Sequence[Part]
Attempt = tuple[Sequence[Quote], int | None]
"""The quotes to show, and how many other places to name for each; `None` names all."""


def with_confirmed_quotes(answer: Answer, confirms: Callable[[Quote], bool]) -> Answer:
    """The answer with only the quotes that their articles still have, character for character."""
    quotes, nearest = (tuple(filter(confirms, each)) for each in (answer.quotes, answer.nearest))
    return answer.model_copy(update={"quotes": quotes, "nearest": nearest})


def parts(answer: Answer, *, only_in: str = "", below_refusal: Sequence[Button] = ()) -> list[Part]:
    """The message for `answer`; `only_in` names the article where only one was searched.

    What comes nearest to a refused question is shown in place of the refusal, each quote below a line that says so.
    """
    head = Part(heading(answer, only_in=only_in))
    if not answer.shown:
        is_refusal = answer.refusal is Refusal.NOT_FOUND
        return [head, Part(_no_quotes(answer), buttons=tuple(below_refusal), is_refusal=is_refusal)]
    above = f"{wording.MAY_NOT_ANSWER}\n" if answer.nearest else ""
    attempts = filter(_may_fit, _attempts(answer.shown[:QUOTES_IN_MESSAGE]))
    messages = ([head, *_parts(quotes, others=others, above=above)] for quotes, others in attempts)
    return next(filter(_fits, messages), None) or [head, _cut(answer.shown[0], _left(head), above=above)]


def page_parts(head: str, quote: Quote, *, number: str = "", text_fragment: str = "") -> list[Part]:
    """The message with one quote below a heading in Markdown; the page's `number` is shown before the source.

    The link leads to the sentence that `text_fragment` matches. The message shows the whole quote if it fits, else its
    answering sentence, or the beginning of that.
    """
    attempts = filter(_may_fit, [([quote], None), ([quote], PLACES_WHEN_SHORT), ([sentence(quote)], PLACES_WHEN_SHORT)])
    messages = ([Part(head), *_parts(quotes, others=others, number=number)] for quotes, others in attempts)
    *above, last = next(filter(_fits, messages), None) or [Part(head), _cut(quote, _left(Part(head)), number)]
    return [*above, last._replace(link=link(quote.link, text_fragment))]


def fits_whole(head: str, quote: Quote, *, number: str = "") -> bool:
    """Whether the whole quote fits on a page."""
    whole = _part(quote, quotation(quote), others=PLACES_WHEN_SHORT, number=number)
    return _may_fit(([quote], None)) and _fits([Part(head), whole])


def message_size(message: Sequence[Part]) -> Budget:
    """The size of the parts in a message, with the overhead of each."""
    sizes = [size(part.text) for part in message]
    return Budget(sum(each.characters for each in sizes), sum(each.bytes + BYTES_PER_TEXT for each in sizes))


def _fits(message: Sequence[Part]) -> bool:
    return MESSAGE.holds(message_size(message))


def heading(answer: Answer, *, only_in: str = "") -> str:
    """The question in bold; below it what was searched for instead, and the only article that was searched."""
    question = inline(answer.asked_text, QUESTION)
    searched = wording.searched_for(answer, partial(inline, room=QUESTION))
    further = wording.further(answer, partial(inline, room=FURTHER_QUESTION))
    alone = f"{wording.ONLY_IN}{inline(only_in) or wording.UNTITLED}" if only_in else ""
    return "\n".join((f"**{question}**", *(f"-# {line}" for line in (searched, further, alone) if line)))


def _no_quotes(answer: Answer) -> str:
    if answer.answered:
        return NO_LONGER_THERE
    return "\n".join(wording.refusal(answer, inline))


def _attempts(quotes: Sequence[Quote]) -> Iterator[Attempt]:
    """What to try to fit: whole quotes, then only their answering sentences, then fewer of those."""
    short = [sentence(quote) for quote in quotes]
    yield quotes, None
    yield short, None
    for count in range(len(short), 0, -1):
        yield short[:count], PLACES_WHEN_SHORT


def _may_fit(attempt: Attempt) -> bool:
    """Whether rendering it can succeed, by the length of its text, most of which may be white space that collapses."""
    return sum(len(span.text) for quote in attempt[0] for span in quote.spans) <= 2 * TEXT_IN_MESSAGE


def _parts(quotes: Sequence[Quote], *, others: int | None, number: str = "", above: str = "") -> list[Part]:
    return [_part(quote, above + quotation(quote), others=others, number=number) for quote in quotes]


def _part(quote: Quote, markdown: str, *, others: int | None, number: str = "") -> Part:
    return Part(f"{markdown}\n{citation(quote, others=others, number=number)}", link(quote.link))


def _left(head: Part) -> Budget:
    return MESSAGE.minus(message_size([head, Part("")]))


def _cut(quote: Quote, left: Budget, number: str = "", above: str = "") -> Part:
    """The beginning of the answering sentence that fits into `left`, what the question leaves of the message."""
    source = _part(quote, above, others=PLACES_WHEN_SHORT, number=number)
    start = opening(sentence(quote), left.minus(size(source.text)))
    return _part(quote, above + start, others=PLACES_WHEN_SHORT, number=number)


def apology(error_id: str) -> Reply:
    """The message after an unexpected error; the log has its entry under `error_id`."""
    return (Part(f"Sorry, something went wrong here. If it happens again, tell the bot's operator: error {error_id}."),)
