"""Which text do the elements of a line make? White space as a browser shows it, small numbers as such, no marks.

The text is collected in pieces: `BREAK` stands for a line break that is shown, all other white space means one space.
"""

from typing import Final
from unicodedata import normalize

import regex

from retrieval.ingest.document.superscripts import subscript, superscript
from retrieval.ingest.html.tree import Element

BREAK: Final = "\ue000"  # of Unicode's private use: a page cannot have it, for `raw_text` removes it
QUOTATION_MARKS: Final = {
    "de": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘", "bg": "„“‚‘", "pl": "„”‚’", "ro": "„”«»", "hu": "„”»«", "fr": "«»‹›",
    "ru": "«»„“", "uk": "«»„“", "el": "«»“”", "it": "«»“”", "es": "«»“”", "pt": "«»“”", "no": "«»‘’", "nb": "«»‘’",
    "da": "“”‘’", "sv": "””’’", "fi": "””’’", "ja": "「」『』", "zh": "“”‘’", "nl": "‘’“”",
}  # fmt: skip
"""The marks that a browser sets round `<q>`, and round one inside of it, by the page's language."""

NOTE: Final = "\ue001"  # a footnote's mark stood here: the space before it is none before a full stop
BLANK: Final = regex.compile(r"\s+")
NOTE_SPACE: Final = regex.compile(rf"\s+{NOTE}+(?=[.,;:!?…)\]”’])")
BREAKS: Final = regex.compile(rf" ?{BREAK} ?")


def raw_text(text: str) -> str:
    """A text of the page without the characters that mean something in `flowed`."""
    return text.replace(BREAK, "").replace(NOTE, "")


def flowed(pieces: list[str]) -> list[str]:
    """The paragraphs of a line's pieces, in order: white space as one space, "\n" for a break, parted by two breaks."""
    text = BREAKS.sub("\n", BLANK.sub(" ", NOTE_SPACE.sub("", "".join(pieces)).replace(NOTE, "")))
    paragraphs = (each.strip(" \n") for each in regex.split(r"\n\n+", text))
    return [paragraph for paragraph in paragraphs if paragraph]


def script_text(element: Element, text: str) -> str:
    """The text of `<sup>` or `<sub>` in Unicode's small characters if it has them: 10⁶ must never read 106."""
    shown = BLANK.sub(" ", text).strip()
    plain = normalize("NFKC", shown)  # what is small already, in `<sup>2<sup>3</sup></sup>`, is made so once
    small = superscript(plain) if element.tag == "sup" else subscript(plain)
    return shown if small == plain else small


def quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """The marks before and after a `<q>` that stands in `depth` others."""
    marks = QUOTATION_MARKS.get(language, "“”‘’")
    return (marks[0], marks[1]) if depth % 2 == 0 else (marks[2], marks[3])
