"""How much text does each element of a page hold, how much of it in links, and how much did an extractor choose?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.ingest.html.display import is_block, is_unseen
from retrieval.ingest.html.tree import Element

UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # scripts without spaces
WORD: Final = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
PROSE_WORDS: Final = 10  # from which on a paragraph counts as prose
MAX_PROSE_LINKS: Final = 0.5  # of its words
MATCH: Final = 0.5  # of a paragraph's triples of words that the extractor must have chosen


@dataclass(slots=True)
class Amount:
    """What an element holds.

    Attributes:
        words: all that readers see.
        links: those of them that stand in links and buttons.
        chosen: those of them that stand in paragraphs that the extractor chose.
        prose: those of them that stand in paragraphs of prose.
        paragraphs: the number of these paragraphs.
    """

    words: int = 0
    links: int = 0
    chosen: int = 0
    prose: int = 0
    paragraphs: int = 0

    def add(self, other: "Amount") -> None:
        """Count what `other` holds, too."""
        self.words += other.words
        self.links += other.links
        self.chosen += other.chosen
        self.prose += other.prose
        self.paragraphs += other.paragraphs

    def copy(self) -> "Amount":
        """The same amount, which does not change with this one."""
        return Amount(self.words, self.links, self.chosen, self.prose, self.paragraphs)

    def since(self, before: "Amount") -> "Amount":
        """What was counted after `before`."""
        return Amount(
            self.words - before.words,
            self.links - before.links,
            self.chosen - before.chosen,
            self.prose - before.prose,
            self.paragraphs - before.paragraphs,
        )


class Choice:
    """The paragraphs that an extractor chose, in which those of the page are found again though words are missing."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        lines = [tuple(words(paragraph)) for paragraph in paragraphs]
        self._lines = frozenset(lines)
        self._triples = frozenset(triple for line in lines for triple in _triples(line))

    def has(self, paragraph: list[str]) -> bool:
        """Whether the extractor chose the paragraph with these words."""
        triples = _triples(paragraph)
        if not triples:
            return tuple(paragraph) in self._lines
        return sum(map(self._triples.__contains__, triples)) >= MATCH * len(triples)


def words(text: str) -> list[str]:
    """The words of a text, in lower case; each character of a script without spaces is one."""
    return WORD.findall(text.casefold())


def _triples(line: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(line, line[1:], line[2:], strict=False))


class Amounts:
    """What each element of a page holds."""

    def __init__(self, root: Element, choice: Choice) -> None:
        self._choice = choice
        self._by_element: dict[int, Amount] = {}
        self._text: list[str] = []
        self._linked: list[str] = []
        self._root = root  # kept, since elements are known by their identity
        self._count_block(root, in_link=False)

    def of(self, element: Element) -> Amount:
        """What the element holds; nothing if it is not seen."""
        return self._by_element.get(id(element)) or Amount()

    def _count_block(self, element: Element, *, in_link: bool) -> Amount:
        amount = self._by_element[id(element)] = Amount()
        self._count_children(element, amount, in_link=in_link)
        self._end_paragraph(amount)
        return amount

    def _count_children(self, element: Element, amount: Amount, *, in_link: bool) -> None:
        """Add what the children hold to `amount`, which is that of the block that they stand in."""
        for child in element.children:
            if isinstance(child, str):
                self._text.append(child)
                if in_link:
                    self._linked.append(child)
            elif child.tag == "br":
                self._text.append(" ")
            elif is_unseen(child):
                continue
            elif is_block(child):
                self._end_paragraph(amount)
                amount.add(self._count_block(child, in_link=in_link))
            else:
                before = amount.copy()
                self._count_children(child, amount, in_link=in_link or child.tag in {"a", "button"})
                self._by_element[id(child)] = amount.since(before)

    def _end_paragraph(self, amount: Amount) -> None:
        """Add the paragraph that ends here to `amount`."""
        paragraph, linked = words("".join(self._text)), len(words(" ".join(self._linked)))
        self._text.clear()
        self._linked.clear()
        if not paragraph:
            return
        linked = min(linked, len(paragraph))
        amount.words += len(paragraph)
        amount.links += linked
        amount.chosen += len(paragraph) if self._choice.has(paragraph) else 0
        if len(paragraph) >= PROSE_WORDS and linked < MAX_PROSE_LINKS * len(paragraph):
            amount.prose += len(paragraph)
            amount.paragraphs += 1
