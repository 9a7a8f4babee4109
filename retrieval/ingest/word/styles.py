"""Which properties does a paragraph or run of Word have? Its own, else those of its style and of those beneath it."""

from collections.abc import Iterator
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

OFF: Final = frozenset(("0", "false", "off", "none"))
DEEPEST: Final = 20  # styles that are based on each other


def is_on(element: etree._Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and element.get(qn("w:val"), "true") not in OFF


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, document: WordDocument) -> None:
        styles = document.styles.element
        self._by_id = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._default = next(
            (
                style.get(qn("w:styleId"))
                for style in styles.iterchildren(qn("w:style"))
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}
            ),
            None,
        )

    def names(self, paragraph: etree._Element) -> list[str]:
        """The names of a paragraph's style and of those it is based on, in lower case; Word stores English ones."""
        found = (style.find(qn("w:name")) for style in self._chain(_value(paragraph, "w:pPr", "w:pStyle")))
        return [name.get(qn("w:val"), "").lower() for name in found if name is not None]

    def paragraph_property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """A property of a paragraph, such as "w:numPr"."""
        own = _child(paragraph, "w:pPr", name)
        if own is not None:
            return own
        chain = self._chain(_value(paragraph, "w:pPr", "w:pStyle"))
        return next((found for style in chain if (found := _child(style, "w:pPr", name)) is not None), None)

    def run_property(self, run: etree._Element, name: str) -> etree._Element | None:
        """A property of a run, such as "w:strike": its own, or that of its style, or of its paragraph's."""
        own = _child(run, "w:rPr", name)
        if own is not None:
            return own
        paragraph = next(run.iterancestors(qn("w:p")), None)
        chains = [
            *self._chain(_value(run, "w:rPr", "w:rStyle"), otherwise_default=False),
            *self._chain(None if paragraph is None else _value(paragraph, "w:pPr", "w:pStyle")),
        ]
        return next((found for style in chains if (found := _child(style, "w:rPr", name)) is not None), None)

    def _chain(self, style_id: str | None, *, otherwise_default: bool = True) -> Iterator[etree._Element]:
        """A style and those it is based on."""
        next_id = style_id or (self._default if otherwise_default else None)
        for _ in range(DEEPEST):
            style = self._by_id.get(next_id)
            if style is None:
                return
            yield style
            based_on = style.find(qn("w:basedOn"))
            next_id = None if based_on is None else based_on.get(qn("w:val"))


def _child(element: etree._Element, properties: str, name: str) -> etree._Element | None:
    found = element.find(qn(properties))
    return None if found is None else found.find(qn(name))


def _value(element: etree._Element, properties: str, name: str) -> str | None:
    found = _child(element, properties, name)
    return None if found is None else found.get(qn("w:val"))
