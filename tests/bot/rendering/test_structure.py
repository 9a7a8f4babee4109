"""Quotes of code, steps and rows on Discord: every character is seen, and nothing becomes live."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rendering.blockquote import quotation, sentence
from bot.rendering.code_fence import code_lines
from retrieval import Retriever
from retrieval.answers import Quote, quote_spans
from retrieval.records import Block, BlockKind, Span
from tests.bot.answers import source
from tests.bot.hostile import hostile
from tests.bot.reader import seen, unisolated
from tests.tiers import examples

PLOTS = "# Plots\n\n| Plot | Fee |\n|---|---|\n| Small | 40 euros |\n| Large | 90 euros |\n"
OURS = {"blockQuote", "strong", "text", "newline", "codeBlock"}


def first(text: str, question: str) -> Quote:
    """The first quote for a question to a page."""
    return Retriever.from_texts({"a.md": text}).ask(question).quotes[0]


def test_row() -> None:
    """Each row is a line of cells with the names of their columns; cut to its answer, a quote keeps them."""
    found = first(PLOTS, "What is the fee for a large plot?")
    assert quotation(found) == "> Plot: Small · Fee: 40 euros\n> Plot: **Large** · Fee: **90 euros**"
    assert quotation(sentence(found)) == "> Plot: **Large** · Fee: **90 euros**"


def test_code_and_steps() -> None:
    """Code is fenced with its language and keeps its lines, and each step has its marker."""
    page = (
        "# Pump\n\nTo stop the pump:\n\n1. Close it.\n   - slowly\n2. Run:\n\n   ```sh\n   pump \\\n     --stop\n   ```"
    )
    assert quotation(first(page, "How do I stop the pump?")).split("\n") == [
        "> **To stop the pump\\:**",
        "> 1\\. Close it.",
        "> \N{EM SPACE}• slowly",
        "> 2\\. Run\\:",
        "```sh",
        "pump \\",
        "  --stop",
        "```",
    ]


def test_fence_in_code() -> None:
    """Code with a fence in it is shown line by line, for it would end the block; a strange language is not stated."""
    fenced = list(code_lines("a\n  ```\n@everyone", "md"))
    assert fenced == ["> a", "> \N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\\`\\`\\`", "> \\@everyone"]
    assert list(code_lines("a", "x y")) == ["```", "a", "```"]


@given(hostile.filter(str.strip), hostile.filter(str.strip), st.sampled_from(["", "sh", "`", "a\nb"]))
@example("`" * 7, "``", "sh")
@example("x```\n[a](https://e.x)", "|", "")
@settings(deadline=None, max_examples=examples(60))
def test_hostile(code: str, cell: str, language: str) -> None:
    """Whatever code and cells are made of, they stay text."""
    cell = " ".join(cell.split()) or "x"
    text = f"{cell}\n{code}"
    end = len(cell)
    row = Block(start=0, end=end, kind=BlockKind.ROW, cells=(Span(start=0, end=end),))
    blocks = (row, Block(start=end + 1, end=len(text), kind=BlockKind.CODE, language=language))
    quote = Quote(
        id="JZMP7ZWQ",
        text=text[end + 1 :],
        start=end + 1,
        end=len(text),
        highlight=(end + 1, len(text)),
        article=source(),
        spans=quote_spans(text, blocks),
        blocks=blocks,
    )
    assert seen(unisolated(quotation(quote))).kinds <= OURS
