"""Which part of a page is its article? The smallest element with most of its text, without furniture.

Trafilatura's choice of paragraphs is evidence for where the article is; which words it has, the page says. What is
furniture in the article, such as a list of links or the comments, is seen by whole names and by what it holds.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import regex

from retrieval.ingest.html.display import is_block
from retrieval.ingest.html.furniture import is_comments, is_named_furniture
from retrieval.ingest.html.measure import Amount, Amounts, Choice
from retrieval.ingest.html.tables import is_data_table
from retrieval.ingest.html.tree import Element

CHOSEN_WEIGHT: Final = 20  # of a word that the extractor chose, beside one of any prose
MOST: Final = 0.8  # of an element's weight that its child must have for the article to be in the child
NEARLY_ALL: Final = 0.95  # the same, where the extractor chose some of what stands beside the child
MAX_CHOSEN_BESIDE: Final = 0.1
MUCH: Final = 0.4  # of the article's prose; what holds as much is never furniture
FEW_CHOSEN: Final = 0.05  # of the words of the comments
ENOUGH: Final = 30  # chosen words outside of the comments
FEW: Final = 2  # paragraphs, of which one is no large part
MOSTLY: Final = 0.5  # of words in links
LITTLE_PROSE: Final = 0.1  # of the words of an index
SENTENCE_END: Final = regex.compile(r"[.!?:;…。！？।۔][\p{Pf}\p{Pe}\"'”’»]*\s*$")
SMALL_TAGS: Final = frozenset("form header section div p".split())
STRUCTURE: Final = frozenset("pre table dl h1 h2 h3 h4 h5 h6".split())  # what holds one of these is more than a label


class MainContent(NamedTuple):
    """The element that holds the article, what in it is not the article's text, and how many words the page has."""

    element: Element
    is_left_out: Callable[[Element], bool]
    page_words: int


def main_content(root: Element, choice: Choice) -> MainContent:
    """The article of the page, of which an extractor chose these paragraphs."""
    amounts = Amounts(root, choice)
    top = _top(root, amounts)
    whole = amounts.of(top)
    return MainContent(top, lambda element: is_furniture(element, amounts.of(element), whole), amounts.of(root).words)


def _top(root: Element, amounts: Amounts) -> Element:
    """The smallest element with most of the text that is likely to be the article's."""
    top = root
    while True:
        inner = max(top.elements, key=lambda child: _weight(amounts.of(child)), default=None)
        if inner is None or not _is_most(amounts.of(inner), amounts.of(top)):
            return top
        if is_named_furniture(inner) and amounts.of(inner).prose <= MUCH * amounts.of(root).prose:
            return top
        top = inner


def _is_most(inner: Amount, outer: Amount) -> bool:
    """Whether what stands in the outer element beside the inner one is not the article's."""
    is_beside_chosen = outer.chosen - inner.chosen > MAX_CHOSEN_BESIDE * outer.chosen
    return _weight(inner) >= (NEARLY_ALL if is_beside_chosen else MOST) * _weight(outer) > 0


def _weight(amount: Amount) -> float:
    return CHOSEN_WEIGHT * amount.chosen + amount.prose


def is_furniture(element: Element, amount: Amount, whole: Amount) -> bool:
    """Whether an element in the article is none of its text; `whole` is what the article holds."""
    if not is_block(element) or not amount.words:
        return False
    if is_comments(element) and amount.chosen < FEW_CHOSEN * amount.words and whole.chosen >= ENOUGH:
        return True
    if _has_much(amount, whole):
        return False
    return is_named_furniture(element) or (not _is_index(whole) and _is_of_links_or_label(element, amount))


def _has_much(amount: Amount, whole: Amount) -> bool:
    """Whether an element holds so much of the article's prose that it cannot be furniture, however it is called."""
    has_much_prose = amount.prose > MUCH * whole.prose
    return has_much_prose or (whole.paragraphs > FEW and amount.paragraphs > MUCH * whole.paragraphs)


def _is_index(whole: Amount) -> bool:
    """Whether the page is a table of contents: there, links are the text."""
    return whole.links > MOSTLY * whole.words and whole.prose < LITTLE_PROSE * whole.words


def _is_of_links_or_label(element: Element, amount: Amount) -> bool:
    """Whether the element is a list of links, or a few words that are no sentence, such as "Share this"."""
    if element.tag == "table" and is_data_table(element):
        return False
    if amount.words > 1 and amount.links > MOSTLY * amount.words and amount.chosen < FEW_CHOSEN * amount.words:
        return True
    if amount.chosen or element.tag not in SMALL_TAGS or amount.prose >= MOSTLY * amount.words:
        return False
    is_sentence = SENTENCE_END.search(element.text()) is not None
    return not is_sentence and all(each.tag not in STRUCTURE for each in element.descendants())
