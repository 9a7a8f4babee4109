"""Do the articles say what a message quotes? Each quotation → a verdict with its source, as a part of the reply.

    **Verbatim**       > the words, as they stand in an article
    **Nearly**         > the words that both have, ~~said alone~~ **what stands there instead**
    **Not found**      > the words as they were said

Everything is looked at in the article once more before it is shown, and measured as written, after escaping.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.corpora.choice import AnyRetriever
from bot.rendering.bidi import END_OF_ISOLATE, ISOLATE, isolated
from bot.rendering.citation import link, places
from bot.rendering.elements import OMISSION
from bot.rendering.limits import BYTES_PER_TEXT
from bot.rendering.markdown import Budget, escape, fitting, size
from bot.rendering.message import MESSAGE, Part, Reply
from bot.replies.quotation_parser import Quotation, quotations
from bot.replies.reply import advice
from retrieval.answering.verify_text import Check, Compared, Verdict
from retrieval.answers import Quote, section_link
from retrieval.errors import QuestionError

ISOLATES: Final = f"{ISOLATE}{END_OF_ISOLATE}"
STRUCK, BOLD = "~~", "**"
MOST: Final = 5  # quotations that are checked of one message
LAST_LINE: Final = Budget(100, 200)  # room for telling that there are more
WORDLESS: Final[Reply] = (Part("There are no words in this message that I could look for."),)
HEADS: Final = {
    Verdict.NOT_FOUND: "**Not found**: no article has this, nor anything near it.",
    Verdict.NEARLY: "**Nearly**: an article has it like this; ~~struck out~~ what it lacks, **bold** what it has.",
    Verdict.VERBATIM: "**Verbatim**: an article has exactly this.",
}
"""What is said of each verdict, the better ones later."""


def verdict_reply(articles: AnyRetriever, markdown: str) -> Reply:
    """A verdict on each quotation in a message, or on the whole message where it quotes nothing."""
    found = quotations(markdown)
    if not found:
        return WORDLESS
    room = _room(min(len(found), MOST))
    checked = [_part(articles, quotation, room) for quotation in found[:MOST]]
    return checked if len(found) <= MOST else [*checked, Part(f"-# Not looked for: {len(found) - MOST} more.")]


def _room(count: int) -> Budget:
    """The room for each of so many parts."""
    left = MESSAGE.minus(LAST_LINE)
    return Budget(left.characters // count, left.bytes // count - BYTES_PER_TEXT)


def _part(articles: AnyRetriever, quotation: Quotation, room: Budget) -> Part:
    try:
        check = _checked(articles, quotation)
    except QuestionError as error:
        problem = advice(error)[0].text
        return Part(f"> {isolated(_cut(quotation.text, room.minus(size(problem + '> ' + ISOLATES))))}\n{problem}")
    source = f"\n{places(check.places)}" if check.places else ""
    head = f"{HEADS[check.verdict]}\n> "
    text = f"{head}{isolated(_shown(check, room.minus(size(head + ISOLATES + source))))}{source}"
    return Part(text, link(section_link(check.places[0].article)) if check.places else None)


def _checked(articles: AnyRetriever, quotation: Quotation) -> Check:
    """The better of what is found for the quotation as it reads and as it was written, if it is there now."""
    checks = [articles.check(text) for text in dict.fromkeys(quotation)]
    best = max(checks, key=lambda check: list(HEADS).index(check.verdict))
    return best if _is_there(articles, best) else Check(text=best.text, verdict=Verdict.NOT_FOUND)


def _is_there(articles: AnyRetriever, check: Check) -> bool:
    """Whether the article still has what was found, in these very characters."""
    if check.found is None:
        return True
    start, end, source = check.places[0].start, check.places[0].end, check.places[0].article
    quote = Quote(id="", text=check.found, start=start, end=end, highlight=(start, end), article=source)
    return articles.confirms(quote)


def _shown(check: Check, room: Budget) -> str:
    if check.verdict is Verdict.NEARLY:
        return _differences(check.compared, room)
    return _cut(check.found or check.text, room)


def _cut(text: str, room: Budget) -> str:
    """The text, as much as fits, and that there is more."""
    end = fitting(text, room.minus(size(f" {OMISSION}")))
    return escape(text) if end == len(text) else f"{escape(text[:end])} {OMISSION}"


def _differences(compared: Sequence[Compared], room: Budget) -> str:
    """Both texts in one, what only one of them has marked, as much as fits."""
    shown: list[str] = []
    for mark, text in _pieces(compared):
        taken = size(" ".join([*shown, f"{mark}\\ {mark} {OMISSION}"]))
        end = fitting(text, room.minus(taken))
        shown += [_marked(mark, text[:end])] if end else []
        if end < len(text):
            return " ".join([*shown, OMISSION])
    return " ".join(shown)


def _pieces(compared: Sequence[Compared]) -> Iterator[tuple[str, str]]:
    """Each stretch with the mark round it: none where both are the same."""
    for each in compared:
        pieces = [("", each.stands)] if each.same else [(STRUCK, each.said), (BOLD, each.stands)]
        yield from ((mark, text) for mark, text in pieces if text)


def _marked(mark: str, text: str) -> str:
    """The text between two marks, escaped as what they follow at once; without marks as what a space follows."""
    if not mark:
        return escape(text)
    inside = escape(f"{text.rstrip()}a").removesuffix("a")
    apart = " " * (mark == STRUCK and inside.endswith("~"))  # Discord ends a stroke at the first two of three tildes
    return f"{mark}{inside}{apart}{mark}"
