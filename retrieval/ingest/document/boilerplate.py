"""Which paragraphs are not the article's text? Boilerplate of the page, picture credits and headings."""

import re
from collections.abc import Sequence

import regex

from retrieval.ingest.document.paragraphs import is_bulleted, is_labelled_answer, stands_alone
from retrieval.records import Block, BlockKind

PHRASES = (
    r"oops[!.]*",
    r"(?:something|an error) (?:went wrong|occurred)[.!]*",
    r"please try again(?: later)?[.!]*",
    r"(?:loading|please wait)[.…]*",
    r"advertisements?[.:]?",
    r"(?:story|article) continues (?:below|after).*",
    r"(?:read|see|watch|listen)(?: more| also| next)?:.*",
    r"(?:read|see|show|load|learn) (?:more|less|all)[.…»>]*",
    r"(?:related|recommended|trending|more)(?: articles| stories| news| topics| from .*| on .*)?[:.]?",
    r"(?:sign up|subscribe|register) (?:for|to|now|today|here)\b.*",
    r"(?:share|tweet|print|e-?mail|copy link|save)(?: this)?(?: article| story| page)?",
    r"share (?:on|via|to) .*",
    r"follow us\b.*",
    r"click here\b.*",
    r"(?:skip|jump|back|return) to (?:main |the )?(?:content|top|navigation)",
    r"(?:accept|reject|manage)(?: all)? cookies",
    r"(?:we|this (?:web)?site) uses? cookies.*",
    r"(?:all rights reserved|copyright|terms of (?:use|service)|privacy policy)\b.*",
    r"(?:log|sign) ?(?:in|up|out)",
    r"\d* ?comments?",
    r"(?:enable|turn on) javascript.*",
)
AGENCIES = r"(?:getty(?: ?images)?|ap(?: photo)?|associated press|reuters|afp|epa|shutterstock|istock|alamy|unsplash)"
CREDITS = (
    r"(?:©|\(c\)|copyright)\s*\S.*",
    r"\(?(?:photo(?:graph)?|image|picture|illustration|video|credit|courtesy)s?(?: credit)?\s*(?:by\b|of\b|:|/).*",
    rf".*\b{AGENCIES}\)?",
)
MAX_WORDS = 15  # of boilerplate or a credit; a sentence that only begins like one is longer
GUESSED_LEVEL = 2  # of a heading that its format does not mark
HEADING_LENGTHS = range(2, 121)  # characters
MAX_HEADING_WORDS = 12
BOILERPLATE = re.compile(rf"(?:(?:{'|'.join(PHRASES)})(?:\s+|$))+", re.IGNORECASE)
CREDIT = re.compile("|".join(CREDITS), re.IGNORECASE)
SENTENCE_END = regex.compile(r"[.!?…。！？｡।؟۔:;,][\p{Pf}\p{Pe}\"'”’»]*$")


def is_boilerplate(paragraph: str) -> bool:
    """Whether the whole paragraph is boilerplate of a page, such as "Please try again later."."""
    return _is_short(paragraph) and BOILERPLATE.fullmatch(" ".join(paragraph.split())) is not None


def is_credit(paragraph: str) -> bool:
    """Whether the whole paragraph credits a picture, such as "©GettyImages" or "JANE DOE/GETTY"."""
    words = " ".join(paragraph.split())
    return _is_short(words) and not words.endswith((".", "!", "?")) and CREDIT.fullmatch(words) is not None


def is_heading(paragraph: str, *, max_words: int = MAX_HEADING_WORDS) -> bool:
    """Whether the paragraph could be a heading: one short line that does not end like a sentence."""
    return (
        len(paragraph) in HEADING_LENGTHS
        and len(paragraph.split()) <= max_words
        and len(paragraph.splitlines()) == 1
        and paragraph[0].isalnum()
        and not paragraph[0].islower()
        and SENTENCE_END.search(paragraph) is None
    )


def article_blocks(text: str, body: Sequence[Block], *, marks_headings: bool) -> tuple[Block, ...]:
    """The blocks of `body` that are the article's text, in order: no boilerplate, no credits.

    Without `marks_headings`, a paragraph that looks like a heading is one, if it stands alone and answers no question.
    """
    lines = [block.of(text) if block.kind is BlockKind.PARAGRAPH else "" for block in body]
    heading_like = [
        bool(line) and not marks_headings and is_heading(line) and _may_be_heading(text, block)
        for line, block in zip(lines, body, strict=True)
    ]
    return tuple(
        block.model_copy(update={"kind": BlockKind.HEADING, "level": GUESSED_LEVEL})
        if _is_section_heading(heading_like, position) and not _is_question(lines[position - 1 : position])
        else block
        for position, (block, line) in enumerate(zip(body, lines, strict=True))
        if not (is_boilerplate(line) or is_credit(line))
    )


def _may_be_heading(text: str, block: Block) -> bool:
    """Whether neither a bullet nor a label precedes the line, nor other lines of its paragraph."""
    return not is_bulleted(text, block) and not is_labelled_answer(block.of(text)) and stands_alone(text, block)


def _is_question(before: Sequence[str]) -> bool:
    """Whether the paragraph before ends as a question, which the next one answers."""
    return bool(before) and before[0].endswith(("?", "？", "؟"))


def _is_section_heading(heading_like: Sequence[bool], position: int) -> bool:
    """Whether the paragraph looks like a heading and text follows; one among others like it is a list item."""
    before, after = heading_like[max(position - 1, 0) : position], heading_like[position + 1 : position + 2]
    return heading_like[position] and after == [False] and before != [True]


def _is_short(paragraph: str) -> bool:
    return len(paragraph.split()) <= MAX_WORDS
