"""Which blocks does a Markdown text hold? Tokens of the parser → blocks, as a reader of the rendered page sees them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import regex
from markdown_it.token import Token
from mdit_py_plugins.anchors.index import slugify

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.markdown.contexts import Contexts
from retrieval.ingest.markdown.directives import (
    ADMONITIONS,
    default_title,
    is_hidden,
    language_and_code,
    parse_head,
    shown_title,
    stated_title,
    without_options,
)
from retrieval.ingest.markdown.html import OpenTags, blocks_of_html, setting_within
from retrieval.ingest.markdown.inline import InlineReader
from retrieval.ingest.markdown.syntax import markdown_parser
from retrieval.records import BlockKind, Setting

CALLOUT: Final = regex.compile(r"\[!([\w -]+)\][+-]?[ \t]*")
BLOCK_ID: Final = regex.compile(r"(?:\A|\s)\^([A-Za-z0-9-]+)\Z")
END_OF_COMMENT: Final = "-->"


CONTEXTS: Final[Mapping[str, tuple[Setting | None, BlockKind]]] = {
    "blockquote": (Setting.QUOTATION, BlockKind.PARAGRAPH),
    "admonition": (Setting.ADMONITION, BlockKind.PARAGRAPH),
    "dd": (None, BlockKind.DEFINITION),
    "footnote": (None, BlockKind.CAPTION),
}
"""What tokens make of the blocks in them, and the kind of paragraphs there."""


def markdown_blocks(text: str, *, is_mdx: bool = False) -> list[ParsedBlock]:
    """The blocks of a Markdown text without front matter, in order, none of them blank."""
    tokens = markdown_parser(is_mdx=is_mdx).parse(text)
    return list(_BlockReader(tokens, is_mdx=is_mdx).blocks())


class _BlockReader:
    """Follows the tokens of one text; what stands in what is kept in stacks."""

    def __init__(self, tokens: Sequence[Token], *, is_mdx: bool) -> None:
        self._tokens = tokens
        self._is_mdx = is_mdx
        self._contexts = Contexts()
        self._lists: list[int | None] = []  # the number of the next item of each list; `None` without numbers
        self._item: str | None = None  # the marker of an item whose first paragraph has not come; "" without number
        self._tags = OpenTags()
        self._slugs: dict[str, int] = {}
        self._row: list[str] | None = None
        self._is_header_row = False
        self._is_in_comment = False
        self._is_first_in_quotation = False
        self._closing_templates = Counter(
            token.meta["name"] for token in tokens if token.type == "template" and token.meta["is_closing"]
        )

    def blocks(self) -> Iterator[ParsedBlock]:
        """The blocks, in order."""
        for position, token in enumerate(self._tokens):
            before = self._tokens[position - 1] if position else None
            yield from (block for block in self._read(token, before) if block.text.strip() and not self._tags.is_hidden)

    def _read(self, token: Token, before: Token | None) -> Iterator[ParsedBlock]:
        if token.type == "inline" and before is not None:
            yield from self._read_inline(token, before)
        elif token.type in {"fence", "code_block", "math_block", "math_block_label"}:
            yield from self._read_code(token)
        elif token.type == "html_block":
            yield from self._read_html(token.content)
        elif token.type == "template":
            yield from self._read_template(token)
        elif token.type == "element":
            yield from self._title(self._tags.feed(token.content))
        elif token.nesting > 0:
            yield from self._open(token)
        elif token.nesting < 0:
            yield from self._close(token)

    def _open(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.type.removesuffix("_open")
        if name in CONTEXTS:
            self._contexts.enter(name, *CONTEXTS[name])
            self._is_first_in_quotation = name == "blockquote"
        elif name.startswith("container_"):
            yield from self._open_container(token, name)
        elif name in {"bullet_list", "ordered_list"}:
            start = token.attrGet("start")
            self._lists.append(None if name == "bullet_list" else 1 if start is None else int(start))
        elif name == "list_item":
            self._open_item()
        elif name == "tr":
            self._row = []
        elif name in {"thead", "tbody"}:
            self._is_header_row = name == "thead"

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._item = "" if number is None else f"{number}."
        self._lists[-1] = None if number is None else number + 1

    def _open_container(self, token: Token, name: str) -> Iterator[ParsedBlock]:
        head = parse_head(token.info)
        setting = Setting.ADMONITION if head.is_admonition else None
        setting = Setting.ASIDE if head.name in {"margin", "sidebar"} else setting
        kind = BlockKind.CAPTION if head.name == "figure" else BlockKind.PARAGRAPH
        self._contexts.enter(name, setting, kind)
        yield from self._title(head.title)

    def _close(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.type.removesuffix("_close")
        if name in {"bullet_list", "ordered_list"}:
            self._lists.pop()
        elif name == "list_item":
            self._item = None
        elif name == "tr" and self._row is not None:
            row = row_block(self._row, is_header=self._is_header_row, setting=self._setting)
            self._row = None
            yield row._replace(level=len(self._lists))
        elif name in CONTEXTS or name.startswith("container_"):
            self._contexts.leave(name)

    def _read_inline(self, token: Token, before: Token) -> Iterator[ParsedBlock]:
        children = list(token.children or ())
        if before.type == "admonition_title_open":
            yield from self._title(token.content)
        elif before.type in {"th_open", "td_open"}:
            if self._row is not None:
                self._row.append(InlineReader(children).text)
        elif before.type == "heading_open":
            yield from self._heading(children, int(before.tag[1]))
        elif before.type == "dt_open":
            read = InlineReader(children)
            yield self._placed(ParsedBlock(read.text, BlockKind.TERM, anchor=read.anchor))
        else:
            yield from self._paragraph(token, children)

    def _heading(self, children: Sequence[Token], level: int) -> Iterator[ParsedBlock]:
        read = InlineReader(children)
        text = " ".join(read.text.split())
        yield self._placed(ParsedBlock(text, BlockKind.HEADING, anchor=self._anchor(text, read.anchor), level=level))

    def _anchor(self, text: str, stated: str | None) -> str | None:
        """The id of a heading: the stated one, or the slug that GitHub makes, counted where it is there already."""
        slug = stated or slugify(text)
        if stated or not slug:
            return slug or None
        count = self._slugs.get(slug, 0)
        self._slugs[slug] = count + 1
        return f"{slug}-{count}" if count else slug

    def _paragraph(self, token: Token, children: list[Token]) -> Iterator[ParsedBlock]:
        children = self._without_comments(token.content, children)
        yield from self._read_callout(token, children)
        children = self._follow_leading_tags(without_options(token.content, children))
        read = InlineReader(children)
        block_id = BLOCK_ID.search(read.text)
        text = read.text[: block_id.start()] if block_id else read.text
        anchor = f"^{block_id[1]}" if block_id else read.anchor
        if text.strip() and not self._tags.is_hidden:
            marker, self._item = self._item, None
            kind = BlockKind.ITEM if marker is not None else self._contexts.innermost.kind
            yield self._placed(ParsedBlock(text.strip(), kind, anchor=anchor, marker=marker or None))
        for child in children:
            if child.type == "html_inline":
                self._tags.feed(child.content)

    def _follow_leading_tags(self, children: list[Token]) -> list[Token]:
        """The children after the tags that the paragraph begins with, which are followed: they may open a box."""
        for position, child in enumerate(children):
            if child.type == "html_inline":
                self._tags.feed(child.content)
            elif child.type not in {"softbreak", "hardbreak", "text"} or child.content.strip():
                return children[position:]
        return []

    def _without_comments(self, source: str, children: list[Token]) -> list[Token]:
        """The children, without what stands in a comment that began in one paragraph and ends in another."""
        if not self._is_in_comment and "<!--" not in source:
            return children
        seen: list[Token] = []
        for child in children:
            content = child.content if child.type == "text" else ""
            if self._is_in_comment:
                if END_OF_COMMENT not in content:
                    continue
                content = content.partition(END_OF_COMMENT)[2]
                self._is_in_comment = False
                child = child.copy(content=content)  # noqa: PLW2901 -- the rest of it
            if "<!--" in content:
                self._is_in_comment = True
                child = child.copy(content=content.partition("<!--")[0])  # noqa: PLW2901 -- what comes before
            seen.append(child)
        return seen

    def _read_callout(self, token: Token, children: list[Token]) -> Iterator[ParsedBlock]:
        """The title of a callout, whose line is taken off the children; the quotation is a box from then on."""
        is_quotation = self._contexts.innermost.name == "blockquote" and self._is_first_in_quotation
        self._is_first_in_quotation = False
        match = CALLOUT.match(token.content) if is_quotation else None
        if match is None:
            return
        self._contexts.make_admonition()
        end = next((i for i, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}), len(children))
        stated = token.content[match.end() :].partition("\n")[0]
        del children[: end + 1]
        name = match[1].strip().lower()
        yield from self._title(shown_title(name, stated) or stated.strip() or default_title(name))

    def _title(self, markdown: str) -> Iterator[ParsedBlock]:
        """The title of a box as a paragraph in it."""
        if markdown:
            (inline,) = markdown_parser(is_mdx=self._is_mdx).parseInline(markdown)
            yield self._placed(ParsedBlock(InlineReader(inline.children or ()).text, BlockKind.PARAGRAPH))

    def _read_code(self, token: Token) -> Iterator[ParsedBlock]:
        self._item = None
        if is_hidden(token):
            return
        language, content = language_and_code(token)
        yield self._placed(ParsedBlock(content, BlockKind.CODE, language=language or None))

    def _read_html(self, markup: str) -> Iterator[ParsedBlock]:
        was = self._tags.setting
        yield from self._title(self._tags.feed(markup))
        setting = self._tags.setting or was or setting_within(markup) or self._setting
        for block in blocks_of_html(markup):
            yield self._within_item(block)._replace(setting=block.setting or setting)

    def _within_item(self, block: ParsedBlock) -> ParsedBlock:
        """A block of HTML, with its depth in lists; the first paragraph of an item is the item."""
        if block.is_heading:
            return block
        marker, self._item = self._item, None
        deeper = block._replace(level=block.level + len(self._lists))
        if marker is None or block.kind is not BlockKind.PARAGRAPH:
            return deeper
        return deeper._replace(kind=BlockKind.ITEM, marker=marker or None)

    def _read_template(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.meta["name"]
        if token.meta["is_closing"]:
            self._closing_templates[name] -= 1
            self._contexts.leave(f"{{{name}}}")
        elif self._closing_templates[name] > 0:
            is_box = name in ADMONITIONS or name == "hint"
            self._contexts.enter(f"{{{name}}}", Setting.ADMONITION if is_box else None)
            yield from self._title(stated_title(token.content))

    @property
    def _setting(self) -> Setting | None:
        """What a block stands in now."""
        outer, inner = self._contexts.innermost.setting, self._tags.setting
        return Setting.ASIDE if inner is Setting.ASIDE else outer or inner

    def _placed(self, block: ParsedBlock) -> ParsedBlock:
        """The block with its depth in lists and what it stands in."""
        level = block.level if block.is_heading else len(self._lists)
        return block._replace(level=level, setting=self._setting)
