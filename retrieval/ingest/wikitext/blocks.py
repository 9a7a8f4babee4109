"""Which blocks does wikitext have? Its lines → headings, paragraphs, lists, code and tables, in order."""

from collections.abc import Iterator, Sequence

import regex

from retrieval.ingest.document.document import ParsedBlock
from retrieval.ingest.wikitext.inline import plain, without_links
from retrieval.ingest.wikitext.tables import table_blocks
from retrieval.ingest.wikitext.templates import BOX_MARK, QUOTE_MARK, expand_templates
from retrieval.records import BlockKind, Setting

COMMENT = regex.compile(r"<!--.*?(?:-->|\Z)", regex.DOTALL)
CODE = regex.compile(
    r"<(?P<tag>pre|syntaxhighlight|source)\b(?P<attributes>[^<>]*)>(?P<code>.*?)</(?P=tag)\s*>", regex.DOTALL | regex.I
)
LANGUAGE = regex.compile(r"\blang\s*=\s*[\"']?(?P<name>[\w+#-]+)")
LITERAL = regex.compile(r"<(?P<tag>nowiki|math)\b[^<>/]*>(?P<text>.*?)</(?P=tag)\s*>", regex.DOTALL | regex.I)
REFERENCE = regex.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>(?P<text>.*?)</ref\s*>", regex.DOTALL | regex.I)
DROPPED = regex.compile(r"<(?P<tag>gallery|imagemap|timeline|score|templatestyles|references)\b[^<>]*>.*?</(?P=tag)\s*>|<references[^<>]*/>", regex.DOTALL | regex.I)  # fmt: skip  # noqa: E501
QUOTATION = regex.compile(r"</?blockquote\b[^<>]*>", regex.I)
PARAGRAPH = regex.compile(r"</?(?:p|poem)\b[^<>]*>", regex.I)
HEADING = regex.compile(r"(?P<marks>={1,6})[ \t]*(?P<title>\S.*?)[ \t]*(?P=marks)[ \t]*")
ITEM = regex.compile(r"(?P<marks>[*#:;]+)[ \t]*(?P<text>.*)")
RULE = regex.compile(r"-{4,}")
HELD = regex.compile("\ue013(\\d+)\ue014")
SET_APART = {QUOTE_MARK: Setting.QUOTATION, BOX_MARK: Setting.ADMONITION}


def page_blocks(text: str) -> Iterator[ParsedBlock]:
    """The blocks of a page; footnotes and the captions of pictures follow the block that they belong to."""
    return _Page(text).blocks()


class _Page:
    """A page with its code, formulas and footnotes taken out, so that no mark is looked for in them."""

    def __init__(self, text: str) -> None:
        self._held: list[tuple[str, ParsedBlock | None]] = []
        text = COMMENT.sub("", text.replace("\r\n", "\n"))
        text = CODE.sub(self._hold_code, text)
        text = LITERAL.sub(lambda match: self._hold(match["text"], None), text)
        text = REFERENCE.sub(lambda match: self._hold(match["text"] or "", ParsedBlock("", BlockKind.CAPTION)), text)
        text = expand_templates(DROPPED.sub("", text))
        text = PARAGRAPH.sub("\n\n", QUOTATION.sub(lambda match: f"\n{match[0]}\n", text))
        self._lines = text.split("\n")

    def blocks(self) -> Iterator[ParsedBlock]:
        """The blocks of the page."""
        position, counts, setting, run = 0, [0] * 20, None, list[str]()
        while position < len(self._lines):
            line = self._lines[position].strip()
            position += 1
            heading, item = HEADING.fullmatch(line), ITEM.fullmatch(line)
            if QUOTATION.fullmatch(line):
                yield from self._prose(run, setting=setting)
                setting = None if line.startswith("</") else Setting.QUOTATION
            elif heading or item or not line or RULE.fullmatch(line) or line.startswith(("{|", *SET_APART)):
                yield from self._prose(run, setting=setting)
            else:
                held = HELD.fullmatch(line)
                block = self._held[int(held[1])][1] if held else None
                if block is None or block.kind is not BlockKind.CODE:
                    run.append(line)
                    continue
                yield from self._prose(run, setting=setting)
                yield block._replace(setting=setting)
            run = []
            if not item:
                counts = [0] * len(counts)
            if heading:
                yield from self._heading(heading)
            elif item:
                yield from self._item(item, counts, setting)
            elif line.startswith("{|"):
                end = self._table_end(position)
                yield from table_blocks(self._lines[position:end], self._text, setting=setting)
                position = end + 1
            elif line[:1] in SET_APART:
                yield from self._prose([line[1:]], setting=SET_APART[line[0]])
        yield from self._prose(run, setting=setting)

    def _heading(self, heading: "regex.Match[str]") -> Iterator[ParsedBlock]:
        title = " ".join(self._text(heading["title"]).split())
        if title:
            level = len(heading["marks"])
            yield ParsedBlock(title, BlockKind.HEADING, level=level, anchor=title.replace(" ", "_"))

    def _item(self, item: "regex.Match[str]", counts: list[int], setting: Setting | None) -> Iterator[ParsedBlock]:
        marks = item["marks"][: len(counts)]
        level = len(marks.replace(":", "").replace(";", ""))
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        match marks[-1]:
            case ";":
                term, _, definition = item["text"].partition(" : ")
                yield from self._prose([term], BlockKind.TERM, level=level, setting=setting)
                yield from self._prose([definition], BlockKind.DEFINITION, level=level, setting=setting)
            case ":":
                yield from self._prose([item["text"]], level=level, setting=setting)
            case mark:
                counts[level] = counts[level] + 1 if mark == "#" else 0
                marker = f"{counts[level]}." if mark == "#" else None
                yield from self._prose([item["text"]], BlockKind.ITEM, level=level, setting=setting, marker=marker)

    def _prose(
        self,
        lines: Sequence[str],
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int = 0,
        setting: Setting | None = None,
        marker: str | None = None,
    ) -> Iterator[ParsedBlock]:
        captions: list[str] = []
        text = self._text(" ".join(lines), captions).strip()
        if text:
            yield ParsedBlock(text, kind, level=level, setting=setting, marker=marker)
        for caption in filter(None, map(self._text, captions)):
            yield ParsedBlock(caption, BlockKind.CAPTION, level=level, setting=setting)

    def _text(self, source: str, captions: list[str] | None = None) -> str:
        """What is seen of `source`; its footnotes and captions are added to `captions`."""
        notes = [] if captions is None else captions
        text = plain(without_links(source, notes))

        def shown(match: "regex.Match[str]") -> str:
            held, block = self._held[int(match[1])]
            if block is None:
                return held
            notes.append(held)
            return ""

        return " ".join(HELD.sub(shown, text).split(" "))

    def _table_end(self, start: int) -> int:
        """The index of the line that ends the table whose first line is before `start`."""
        depth = 1
        for position in range(start, len(self._lines)):
            line = self._lines[position].lstrip()
            depth += line.startswith("{|") - line.startswith("|}")
            if depth == 0:
                return position
        return len(self._lines)

    def _hold(self, text: str, block: ParsedBlock | None) -> str:
        self._held.append((text, block))
        return f"\ue013{len(self._held) - 1}\ue014"

    def _hold_code(self, match: "regex.Match[str]") -> str:
        code = match["code"].strip("\n")
        language = LANGUAGE.search(match["attributes"])
        if not code.strip():
            return ""
        block = ParsedBlock(code, BlockKind.CODE, language=language["name"] if language else None)
        return f"\n{self._hold(code, block)}\n"
