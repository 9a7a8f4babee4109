"""What does a parser of Discord's Markdown that is not ours see? The npm package discord-markdown-parser, in Node.

Read in its source, version 1.3.1, for what it can and cannot say here: it knows no lists, no `:emoji:` names, no
`steam://`, no `<id:customize>` (it expects a number in place of `id`) and no mail or telephone links; ids must have 17
digits or more, and masked links are read only in its `extended` mode, which is the one used. For all of those
`tests/bot/reader.py` stands alone. Headings and subtext it takes at the start of any construct that comes first in its
line, as in `**# h**`, and so must we.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rendering.markdown import escape
from bot.rendering.message import parts
from bot.replies.verdict import verdict_reply
from retrieval.corpus import InMemoryCorpus
from retrieval.ingest.readers.text import text_article
from retrieval.retriever import Retriever
from tests.bot.answers import answer, bare, quote
from tests.bot.hostile import SNIPPETS, folded, hostile
from tests.bot.reader import Seen

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).parents[2] / "markdown_parser" / "parse.mjs"
MISSING = "the parser is not installed: `npm ci --prefix tests/markdown_parser`, with Node 18 or later"

CONTEXTS = {
    "{}": {"text"},
    "> {}": {"blockQuote", "text"},
    "> **{}**": {"blockQuote", "strong", "text"},
    "**{}**": {"strong", "text"},
    "-# {}": {"subtext", "text"},
    "[…] {} […]": {"text"},
    "> a ~~{} ~~ b": {"blockQuote", "strikethrough", "text"},
}
"""Where escaped text will stand, and the constructs that are then ours."""


class Parser:
    """discord-markdown-parser in one running Node process."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process

    def seen(self, markdowns: Iterable[str]) -> list[Seen]:
        """What it sees in each, read one by one so that neither side waits on a full pipe."""
        return [self._seen(markdown) for markdown in markdowns]

    def _seen(self, markdown: str) -> Seen:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(markdown) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Seen(answer["text"], frozenset(answer["kinds"]))


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """One process for all texts of this module; skips, or fails in CI, where it is not installed."""
    node = shutil.which("node")
    if node is None or not (PROGRAM.parent / "node_modules").is_dir():
        (pytest.fail if os.environ.get("PULLQUOTE_ALL_TIERS") else pytest.skip)(MISSING)
    with Popen([node, PROGRAM], stdin=PIPE, stdout=PIPE, encoding="utf-8") as process:  # noqa: S603  our own program
        yield Parser(process)


def test_parser_sees(parser: Parser) -> None:
    """The parser recognises what is not escaped, or its agreement would mean nothing."""
    live = ["**b**", "# h", "||s||", "[a](https://e.x)", "<@80351110224678912>", r"[…] a\](https://e.x)", "@here"]
    kinds = [shown.kinds - {"text"} for shown in parser.seen(live)]
    assert kinds == [{"strong"}, {"heading"}, {"spoiler"}, {"link"}, {"user"}, {"link"}, {"here"}]


@pytest.mark.parametrize("context", CONTEXTS)
def test_snippets(parser: Parser, context: str) -> None:
    """Each snippet that means something to Discord is only its own characters to the parser."""
    check(parser, context, SNIPPETS)


@pytest.mark.parametrize("context", CONTEXTS)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts=st.lists(hostile, min_size=10, max_size=20))
def test_hostile(parser: Parser, context: str, texts: list[str]) -> None:
    """Whatever is put together of them, the parser sees the source's text and no construct but ours."""
    check(parser, context, texts)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=hostile.filter(str.strip), question=hostile.filter(str.strip), title=hostile)
def test_whole_messages(parser: Parser, text: str, question: str, title: str) -> None:
    """In a whole message the parser sees the quote's very characters, and only the constructs that a message has."""
    message = parts(answer(quote(text, title=title or None), question=question))
    shown = parser.seen(part.text for part in message)
    assert bare(text) in "".join(bare(part.text) for part in shown)
    assert frozenset().union(*(part.kinds for part in shown)) <= {"blockQuote", "br", "strong", "subtext", "text"}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=hostile, title=hostile)
def test_verdicts(parser: Parser, said: str, title: str) -> None:
    """In what is said of a message's words, true, nearly true or false, the parser sees only constructs of ours."""
    article = text_article(f"It was raining. {said} It was snowing.", file="a.txt")
    stated = article.model_copy(update={"source": article.source.model_copy(update={"title": title})})
    message = verdict_reply(
        Retriever(InMemoryCorpus([stated])), f"> {said}\n\n> raining {said} snowing\n\n> It was {said}"
    )
    kinds = frozenset().union(*(shown.kinds for shown in parser.seen(part.text for part in message)))
    assert kinds <= {"blockQuote", "br", "strikethrough", "strong", "subtext", "text"}


def check(parser: Parser, context: str, texts: Iterable[str]) -> None:
    """Assert that in `context` the parser sees exactly each of `texts`, in the constructs of that context."""
    wanted = [folded(text) for text in texts if text.strip()]
    marks = context.translate(str.maketrans("", "", ">*#-~")).strip()
    for text, shown in zip(wanted, parser.seen(context.format(escape(text)) for text in wanted), strict=True):
        assert shown.text == marks.format(text)
        assert shown.kinds == CONTEXTS[context]
