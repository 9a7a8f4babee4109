"""Which blocks does a Markdown text hold? Tokens of the parser → blocks, as a reader of the rendered page sees them."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex
from markdown_it.token import Token
from mdit_py_plugins.anchors.index import slugify

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.readers.markdown_directives import ADMONITIONS, HIDDEN, default_title, parse_head, shown_title
from retrieval.ingest.readers.markdown_html import OpenTags, blocks_of_html
from retrieval.ingest.readers.markdown_inline import InlineReader
from retrieval.ingest.readers.markdown_syntax import markdown_parser
from retrieval.records import BlockKind, Setting

CALLOUT: Final = regex.compile(r"\[!([\w -]+)\][+-]?[ \t]*")
BLOCK_ID: Final = regex.compile(r"(?:\A|\s)\^([A-Za-z0-9-]+)\Z")
OPTION: Final = regex.compile(r"(?::[\w-]+:[^\n]*(?:\n|\Z))+")
LANGUAGE: Final = regex.compile(r"\s*(?:\{\s*[.]?([\w+#.-]+)[^}]*\}\s*([\w+#.-]*)|([^\s{,:=\"]+))")
CODE_DIRECTIVES: Final = frozenset("code code-block code-cell sourcecode literalinclude parsed-literal prompt".split())
END_OF_COMMENT: Final = "-->"


def markdown_blocks(text: str, *, is_mdx: bool = False) -> list[ParsedBlock]:
    """The blocks of a Markdown text without front matter, in order, none of them blank."""
    tokens = markdown_parser(is_mdx=is_mdx).parse(text)
    return list(_BlockReader(tokens, is_mdx=is_mdx).blocks())


class _Context(NamedTuple):
    """What a block stands in.

    Attributes:
        name: what closes it: the type of the token, or the name of the tag.
        setting: what it makes of the blocks in it.
        kind: the kind of paragraphs in it.
    """

    name: str
    setting: Setting | None = None
    kind: BlockKind = BlockKind.PARAGRAPH


class _List(NamedTuple):
    """A list that is open; `number` is that of its next item, `None` in a list without numbers."""

    number: int | None


class _BlockReader:
    """Follows the tokens of one text; what stands in what is kept in stacks."""

    def __init__(self, tokens: Sequence[Token], *, is_mdx: bool) -> None:
        self._tokens = tokens
        self._is_mdx = is_mdx
        self._contexts: list[_Context] = []
        self._lists: list[_List] = []
        self._item: str | None = None  # the marker of an item whose first paragraph has not come; "" without number
        self._tags = OpenTags()
        self._slugs: dict[str, int] = {}
        self._row: list[str] | None = None
        self._is_header_row = False
        self._is_in_comment = False
        self._closing_templates = [
            token.meta["name"] for token in tokens if token.type == "template" and token.meta["is_closing"]
        ]

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
        elif token.nesting > 0:
            yield from self._open(token)
        elif token.nesting < 0:
            yield from self._close(token)

    def _open(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.type.removesuffix("_open")
        match name:
            case "bullet_list":
                self._lists.append(_List(None))
            case "ordered_list":
                self._lists.append(_List(int(token.attrGet("start") or (token.attrGet("start") != 0))))
            case "list_item":
                number = self._lists[-1].number
                self._item = "" if number is None else f"{number}."
                self._lists[-1] = _List(None if number is None else number + 1)
            case "blockquote":
                self._contexts.append(_Context(name, Setting.QUOTATION))
            case "admonition":
                self._contexts.append(_Context(name, Setting.ADMONITION))
            case "dd":
                self._contexts.append(_Context(name, kind=BlockKind.DEFINITION))
            case "footnote":
                self._contexts.append(_Context(name, kind=BlockKind.CAPTION))
            case "tr":
                self._row = []
            case "thead" | "tbody":
                self._is_header_row = name == "thead"
            case "container_colon" | "container_directive" | "container_directive_tilde":
                yield from self._open_container(token, name)

    def _open_container(self, token: Token, name: str) -> Iterator[ParsedBlock]:
        head = parse_head(token.info)
        setting = Setting.ADMONITION if head.is_admonition else None
        setting = Setting.ASIDE if head.name in {"margin", "sidebar"} else setting
        kind = BlockKind.CAPTION if head.name == "figure" else BlockKind.PARAGRAPH
        self._contexts.append(_Context(name, setting, kind))
        yield from self._title(head.title)

    def _close(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.type.removesuffix("_close")
        if name in {"bullet_list", "ordered_list"}:
            self._lists.pop()
        elif name == "list_item":
            self._item = None
        elif name == "tr" and self._row is not None:
            row = row_block(self._row, is_header=self._is_header_row, setting=self._setting())
            self._row = None
            yield row._replace(level=len(self._lists))
        elif self._contexts and self._contexts[-1].name == name:
            self._contexts.pop()

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
            yield self._block(read.text, BlockKind.TERM, anchor=read.anchor)
        else:
            yield from self._paragraph(token, children)

    def _heading(self, children: Sequence[Token], level: int) -> Iterator[ParsedBlock]:
        read = InlineReader(children)
        text = " ".join(read.text.split())
        yield self._block(text, BlockKind.HEADING, anchor=self._anchor(text, read.anchor), level=level)

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
        children = self._follow_leading_tags(_without_options(token, children))
        read = InlineReader(children)
        block_id = BLOCK_ID.search(read.text)
        text = read.text[: block_id.start()] if block_id else read.text
        anchor = f"^{block_id[1]}" if block_id else read.anchor
        if text.strip() and not self._tags.is_hidden:
            marker, self._item = self._item, None
            kind = BlockKind.ITEM if marker is not None else self._contexts[-1].kind if self._contexts else None
            yield self._block(text.strip(), kind or BlockKind.PARAGRAPH, anchor=anchor, marker=marker or None)
        for child in children:
            if child.type == "html_inline":
                self._tags.feed(child.content)

    def _follow_leading_tags(self, children: list[Token]) -> list[Token]:
        """The children after the tags that the paragraph begins with, which are followed: they may open a box."""
        for position, child in enumerate(children):
            if child.type == "html_inline":
                self._tags.feed(child.content)
            elif child.type not in {"softbreak", "hardbreak"} and child.content.strip():
                return _with_inner_tags(children, position)
            elif child.type not in {"softbreak", "hardbreak", "text"}:
                return _with_inner_tags(children, position)
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
        match = CALLOUT.match(token.content) if self._contexts and self._contexts[-1].name == "blockquote" else None
        if match is None or self._contexts[-1].setting is not Setting.QUOTATION:
            return
        self._contexts[-1] = self._contexts[-1]._replace(setting=Setting.ADMONITION)
        end = next((i for i, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}), len(children))
        stated = token.content[match.end() :].partition("\n")[0]
        del children[: end + 1]
        name = match[1].strip().lower()
        yield from self._title(shown_title(name, stated) or stated.strip() or default_title(name))

    def _title(self, markdown: str) -> Iterator[ParsedBlock]:
        """The title of a box as a paragraph in it."""
        if markdown:
            (inline,) = markdown_parser(is_mdx=self._is_mdx).parseInline(markdown)
            yield self._block(InlineReader(inline.children or ()).text, BlockKind.PARAGRAPH)

    def _read_code(self, token: Token) -> Iterator[ParsedBlock]:
        language, content = _code(token)
        if language in HIDDEN and token.info.lstrip().startswith("{"):
            return
        self._item = None
        yield self._block(content, BlockKind.CODE, language=language or None)

    def _read_html(self, markup: str) -> Iterator[ParsedBlock]:
        was = self._tags.setting
        title = self._tags.feed(markup)
        if title:
            yield from self._title(title)
        setting = self._tags.setting or was or _setting_within(markup)
        for block in blocks_of_html(markup):
            self._item, marker = None, self._item
            is_item = marker is not None and block.kind is BlockKind.PARAGRAPH
            yield block._replace(
                kind=BlockKind.ITEM if is_item else block.kind,
                level=block.level if block.kind is BlockKind.HEADING else block.level + len(self._lists),
                setting=block.setting or setting or self._setting(),
                marker=block.marker or marker or None,
            )

    def _read_template(self, token: Token) -> Iterator[ParsedBlock]:
        name = token.meta["name"]
        if token.meta["is_closing"]:
            if name in self._closing_templates:
                self._closing_templates.remove(name)
            if any(each.name == name for each in self._contexts):
                while self._contexts.pop().name != name:
                    pass
        elif name in self._closing_templates:
            head = parse_head(f"{name} {token.content}")
            is_box = name in ADMONITIONS or name == "hint"
            self._contexts.append(_Context(name, Setting.ADMONITION if is_box else None))
            title = regex.search(r"\btitle\s*=\s*\"([^\"]*)\"", head.title or token.content)
            yield from self._title(title[1] if title else "")

    def _setting(self) -> Setting | None:
        settings = [each.setting for each in self._contexts if each.setting]
        if Setting.ASIDE in settings or self._tags.setting is Setting.ASIDE:
            return Setting.ASIDE
        return settings[-1] if settings else self._tags.setting

    def _block(
        self,
        text: str,
        kind: BlockKind,
        *,
        anchor: str | None = None,
        marker: str | None = None,
        language: str | None = None,
        level: int | None = None,
    ) -> ParsedBlock:
        return ParsedBlock(
            text,
            kind,
            level=len(self._lists) if level is None else level,
            setting=self._setting(),
            anchor=anchor,
            marker=marker,
            language=language,
        )


def _with_inner_tags(children: list[Token], position: int) -> list[Token]:
    return children[position:]


def _without_options(token: Token, children: list[Token]) -> list[Token]:
    """The children without the options of a directive (`:class: tip`) that the paragraph begins with."""
    match = OPTION.match(token.content) if token.content.startswith(":") else None
    if match is None:
        return children
    breaks = match[0].count("\n")
    for position, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            breaks -= 1
            if breaks == 0:
                return children[position + 1 :]
    return []


def _setting_within(markup: str) -> Setting | None:
    """What the text of a piece of HTML stands in, where one box holds all of it."""
    tags = OpenTags()
    first = regex.match(r"\s*<[^<>]*>", markup)
    if first:
        tags.feed(first[0])
    return tags.setting


def _code(token: Token) -> tuple[str, str]:
    """The language of a piece of code, and its lines."""
    if token.type.startswith("math_block"):
        return "latex", token.content.strip("\n")
    content = token.content.rstrip("\n")
    match = LANGUAGE.match(token.info) if token.type == "fence" else None
    if match is None:
        return "", content
    name = match[1] or match[3]
    if match[1] and name in CODE_DIRECTIVES:
        return match[2], OPTION.sub("", content, count=1).lstrip("\n") if content.startswith(":") else content
    return name.removeprefix(".").lower() if match[1] else name, content
