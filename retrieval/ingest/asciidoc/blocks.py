"""Which blocks does AsciiDoc have? Lines → headings, paragraphs, lists, code, tables and boxes, in order."""

from collections.abc import Callable, Iterator, Sequence

import regex

from retrieval.ingest.asciidoc.block_attributes import TITLE, BlockAttributes, block_attributes, is_attribute_line
from retrieval.ingest.asciidoc.fences import fence_end, fence_of, fenced_language
from retrieval.ingest.asciidoc.lists import list_end, list_items, list_marker
from retrieval.ingest.asciidoc.preprocessor import read_attribute
from retrieval.ingest.asciidoc.scope import HEADING, Scope
from retrieval.ingest.asciidoc.tables import table_rows
from retrieval.ingest.document.document import ParsedBlock
from retrieval.ingest.document.numerals import numeral
from retrieval.records import BlockKind, Setting

ADMONITIONS = {name.upper(): name for name in ("Note", "Tip", "Important", "Warning", "Caution")}
ADMONITION = regex.compile(rf"(?P<kind>{'|'.join(ADMONITIONS)}):[ \t]+(?P<text>.*)")
MACRO = regex.compile(r"(?P<name>[a-z][\w-]*)::(?P<target>[^\s\[\]]*)\[.*\]")
RULE = regex.compile(r"'{3,}|<{3,}|(?:- ?){3}|(?:\* ?){3}")
UNDERLINES = {"=": 1, "-": 2, "~": 3, "^": 4}
CALLOUT = regex.compile(r"[ \t]*(?:(?://|#|--|;;|%)[ \t]*)?(?:[ \t]*(?:<(?:\d+|\.)>|<!--(?:\d+|\.)-->))+[ \t]*$")
ATTRIBUTION = regex.compile(r"(?:--|—)[ \t]+(?P<name>\S.*)")
DIAGRAMS = frozenset("plantuml ditaa mermaid graphviz a2s blockdiag vega svgbob nomnoml kroki msc".split())
FORMULAS = frozenset("stem latexmath asciimath".split())
NUMBERING = frozenset("loweralpha upperalpha lowerroman upperroman".split())
CODE_STYLES = frozenset(("source", "listing", "literal"))


def parse_lines(lines: Sequence[str], scope: Scope) -> Iterator[ParsedBlock]:
    """The blocks in `lines`; attributes that are set among them change those of `scope`."""
    position, about = 0, []
    while position < len(lines):
        line = lines[position].rstrip()
        if stated := read_attribute(line):
            _set_attribute(scope, *stated)
            position += 1
        elif not line or RULE.fullmatch(line):
            position += 1
        elif is_attribute_line(line) or (TITLE.fullmatch(line) and not list_marker(line)):
            about.append(line)
            position += 1
        else:
            end = _block_end(lines, position)
            yield from _block(lines[position:end], block_attributes(about), scope)
            position, about = end, []


def _set_attribute(scope: Scope, name: str, value: str | None) -> None:
    if value is None:
        scope.attributes.pop(name, None)
        scope.attributes[f"{name}!"] = ""
    else:
        scope.attributes[name] = value.removesuffix(" \\")


def _block_end(lines: Sequence[str], start: int) -> int:
    """The index of the line after the block that begins at `start`."""
    line = lines[start]
    if fence_of(line):
        return fence_end(lines, start) + 1
    if HEADING.fullmatch(line) or MACRO.fullmatch(line):
        return start + 1
    if list_marker(line):
        return list_end(lines, start)
    if _is_underlined(lines, start):
        return start + 2
    end = start + 1
    while end < len(lines) and lines[end].strip() and not fence_of(lines[end]) and not is_attribute_line(lines[end]):
        end += 1
    return end


def _is_underlined(lines: Sequence[str], start: int) -> bool:
    """Whether a title stands here over a line of the same length, the older way to write one."""
    title, under = lines[start].rstrip(), lines[start + 1].rstrip() if start + 1 < len(lines) else ""
    is_line = len(under) > 1 and under[0] in UNDERLINES and under == under[0] * len(under)
    return is_line and abs(len(title) - len(under)) <= 1 and title[0].isalnum()


def _block(lines: Sequence[str], about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    """One block, after its title."""
    first = lines[0]
    fence = fence_of(first)
    if about.title and about.style not in ADMONITIONS:
        yield from scope.prose(about.title, BlockKind.CAPTION)
    if fence:
        body = lines[1:-1] if len(lines) > 1 and lines[-1].rstrip() == _closing(first) else lines[1:]
        yield from _fenced(fence, body, about, scope, fenced_language(first))
    elif heading := HEADING.fullmatch(first):
        yield from scope.heading(len(heading["marks"]), heading["title"], about.anchor)
    elif MACRO.fullmatch(first):
        return
    elif list_marker(first):
        yield from _list(lines, about, scope)
    elif len(lines) > 1 and _is_underlined(lines, 0):
        yield from scope.heading(UNDERLINES[lines[1][0]], first.strip(), about.anchor)
    else:
        yield from _paragraph(lines, about, scope)


def _closing(opening: str) -> str:
    return "```" if fence_of(opening) == "```" else opening.rstrip()


def _fenced(
    fence: str, body: Sequence[str], about: BlockAttributes, scope: Scope, language: str
) -> Iterator[ParsedBlock]:
    """What stands between two fences; a style can make another kind of block of it."""
    style = about.style
    if fence == "/" or style in DIAGRAMS or style == "comment":
        return
    if fence == "+" or style in FORMULAS:
        yield from scope.code(body, "latex") if style in FORMULAS else ()
    elif fence == "|":
        yield from table_rows(body, about, cell_text=_cell_reader(scope), setting=scope.setting)
    elif style == "verse":
        yield from _verse(body, about, scope)
    elif fence in {"-", ".", "```"} or (fence == "--" and style in CODE_STYLES):
        stated = about.value(1, "language") if style == "source" or not style else ""
        default = scope.attributes.get("source-language", "") if style == "source" else ""
        yield from scope.code(_without_callouts(body), stated or language or default)
    elif style in ADMONITIONS:
        yield from _admonition(about.title or ADMONITIONS[style], parse_lines(body, _boxed(scope)), scope)
    elif fence == "*" or style == "sidebar":
        yield from parse_lines(body, scope._replace(setting=Setting.ASIDE))
    elif fence == "_" or style == "quote":
        yield from parse_lines(body, scope._replace(setting=Setting.QUOTATION, kind=BlockKind.PARAGRAPH))
        yield from _attribution(about, scope)
    else:
        yield from parse_lines(body, scope)


def _without_callouts(lines: Sequence[str]) -> list[str]:
    return [CALLOUT.sub("", line) for line in lines]


def _boxed(scope: Scope) -> Scope:
    return scope._replace(setting=Setting.ADMONITION, kind=BlockKind.PARAGRAPH)


def _admonition(title: str, content: Iterator[ParsedBlock], scope: Scope) -> Iterator[ParsedBlock]:
    yield from _boxed(scope).prose(title)
    yield from content


def _attribution(about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    names = [about.value(1, "attribution"), about.value(2, "citetitle")]
    yield from scope._replace(setting=Setting.QUOTATION).prose(", ".join(filter(None, names)), BlockKind.CAPTION)


def _verse(lines: Sequence[str], about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    """Lines that stay lines, and whose they are."""
    quoted = scope._replace(setting=Setting.QUOTATION)
    for stanza in regex.split(r"\n[ \t]*\n", "\n".join(lines)):
        yield from quoted.prose(" +\n".join(stanza.split("\n")))
    yield from _attribution(about, scope)


def _paragraph(lines: Sequence[str], about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    style, text = about.style, "\n".join(lines)
    if style in CODE_STYLES or lines[0][0] in " \t":
        indent = min(len(line) - len(line.lstrip()) for line in lines)
        language = about.value(1, "language") if style == "source" else None
        yield from scope.code(_without_callouts([line[indent:] for line in lines]), language)
    elif style in FORMULAS:
        yield from scope.code(lines, "latex")
    elif style in ADMONITIONS:
        yield from _admonition(about.title or ADMONITIONS[style], _boxed(scope).prose(text), scope)
    elif said := ADMONITION.match(text):
        yield from _admonition(ADMONITIONS[said["kind"]], _boxed(scope).prose(text[said.start("text") :]), scope)
    elif style == "verse":
        yield from _verse(lines, about, scope)
    elif style == "quote" or ATTRIBUTION.fullmatch(lines[-1]):
        yield from _quoted_paragraph(lines, about, scope)
    elif style not in {"pass", "comment"} and style not in DIAGRAMS:
        is_broken = "hardbreaks" in about.options or "hardbreaks" in scope.attributes
        yield from scope.prose(" +\n".join(lines) if is_broken else text)


def _quoted_paragraph(lines: Sequence[str], about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    """A paragraph that somebody said, who is named in its last line."""
    said = ATTRIBUTION.fullmatch(lines[-1])
    quoted = scope._replace(setting=Setting.QUOTATION)
    yield from quoted.prose("\n".join(lines[:-1] if said else lines))
    yield from quoted.prose(said["name"], BlockKind.CAPTION) if said else _attribution(about, scope)


def _list(lines: Sequence[str], about: BlockAttributes, scope: Scope) -> Iterator[ParsedBlock]:
    start = about.named.get("start", "")
    style = about.style if about.style in NUMBERING else "decimal"
    for position, item in enumerate(list_items(lines)):
        marker = item.marker
        if marker.term is not None:
            yield from scope.prose(marker.term, BlockKind.TERM)
            inner = scope._replace(kind=BlockKind.DEFINITION)
            yield from inner.prose("\n".join(item.text))
            yield from parse_lines(item.attached, inner)
            continue
        number = (marker.number if position == 0 and marker.number else None) or int(start or 1) + position
        shown = f"{numeral(number, style)}." if marker.is_numbered else None
        inner = scope._replace(level=scope.level + 1, kind=BlockKind.PARAGRAPH)
        yield from inner.prose("\n".join(item.text), BlockKind.ITEM, shown)
        yield from parse_lines(item.attached, inner)


def _cell_reader(scope: Scope) -> Callable[[str, str], str]:
    def cell_text(source: str, style: str) -> str:
        if style == "l":
            return source
        plain = scope._replace(kind=BlockKind.PARAGRAPH, level=0)
        parts = [source.split("\n")] if style == "a" else [[part] for part in regex.split(r"\n[ \t]*\n", source)]
        blocks = (parse_lines(part, plain) if style == "a" else plain.prose(part[0]) for part in parts)
        return " ".join(block.text for each in blocks for block in each)

    return cell_text
