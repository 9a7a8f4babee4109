"""What does a reader of Discord see of a message? Its text without marks, as blocks: paragraphs, quotations, code."""

from collections.abc import Iterator
from itertools import groupby

import regex

from retrieval.analysis.chat_marks import without_marks
from retrieval.ingest.document.document import ParsedBlock
from retrieval.records import BlockKind, Setting

FENCE = regex.compile(r"```(?:(?P<language>[\w+#.-]+)\n)?(?P<code>.*?)```", regex.DOTALL)
QUOTED = regex.compile(r">(?:>>)?\s")
HEADING = regex.compile(r"(?:#{1,3}|-#)\s+")
ITEM = regex.compile(r"(?P<indent> *)(?:[-*]|(?P<number>\d+)\.)\s+(?=\S)")
INDENT = 2  # spaces of a nested list


def message_blocks(content: str) -> Iterator[ParsedBlock]:
    """The blocks of a message: lines that belong together are one, with their breaks, as Discord shows them."""
    start = 0
    for fence in FENCE.finditer(content):
        yield from _text_blocks(content[start : fence.start()])
        if code := fence["code"].strip("\n"):
            yield ParsedBlock(code, BlockKind.CODE, language=fence["language"])
        start = fence.end()
    yield from _text_blocks(content[start:])


def _text_blocks(text: str) -> Iterator[ParsedBlock]:
    for is_quoted, lines in groupby(text.splitlines(), key=lambda line: QUOTED.match(line) is not None):
        setting = Setting.QUOTATION if is_quoted else None
        yield from _line_blocks([QUOTED.sub("", line, count=1) if is_quoted else line for line in lines], setting)


def _line_blocks(lines: list[str], setting: Setting | None) -> Iterator[ParsedBlock]:
    """A block for each item and heading, and for each run of other lines without a blank one."""
    run: list[str] = []
    for line in lines:
        item, heading = ITEM.match(line), HEADING.match(line)
        if run and (item or heading or not line.strip()):
            yield ParsedBlock("\n".join(run), setting=setting)
            run = []
        shown = without_marks(line[item.end() :] if item else line[heading.end() :] if heading else line)
        if item and shown:
            marker = f"{item['number']}." if item["number"] else None
            level = 1 + len(item["indent"]) // INDENT
            yield ParsedBlock(shown, BlockKind.ITEM, level=level, marker=marker, setting=setting)
        elif shown:
            run.append(shown)
            if heading:
                yield ParsedBlock("\n".join(run), setting=setting)
                run = []
    if run:
        yield ParsedBlock("\n".join(run), setting=setting)
