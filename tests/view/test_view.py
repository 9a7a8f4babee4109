"""What do readers see, in the opinion of a browser and of a Markdown parser that is not ours?

Headless Chromium draws the page with @skyra/discord-components-core, which imitates Discord's client. Its Markdown is
read by @odiffey/discord-markdown 3.3.0, another program than the one that `test_markdown_parser.py` asks: it knows
lists, custom emoji and mentions with ids of any length. It knows no `:emoji:` names, no `<id:…>` and no `</command:1>`
with a short id; for those `tests/bot/reader.py` stands alone. NUL is left out, for HTML has none.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.corpora.guilds import GuildCorpora
from bot.rendering.message import parts
from tests.bot.answers import answer, quote
from tests.bot.conftest import SEEDS, seeds
from tests.bot.hostile import SNIPPETS, folded, hostile
from tests.view.kind import Kind, message
from tests.view.kinds import every_component, kinds
from tests.view.view import DESKTOP, PHONE, Missing, Seen, View, opened

__all__ = ["seeds"]  # a fixture

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
OURS = {"br", "discord-quote", "discord-subscript", "span", "strong"}
LIVE = {
    "**b**": "strong",
    "# h": "discord-header",
    "-# sub": "discord-subscript",
    "> q\n-# sub": "discord-subscript",
    "> q": "discord-quote",
    "- x": "ul",
    "1. x": "ol",
    "||s||": "discord-spoiler",
    "[a](https://e.x)": "a",
    "https://e.x": "a",
    "`c`": "code",
    "<@1>": "d-mention d-user",
    "<:a:1>": "d-emoji",
    "<t:1618953630:R>": "d-timestamp",
}
"""Markdown that is not escaped, and the element that it becomes."""

texts = hostile.map(lambda text: text.replace("\0", ""))


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """One page for this module; skips, or fails in CI, where Chromium or the packages are not installed."""
    try:
        with opened() as page:
            yield page
    except Missing as missing:
        (pytest.fail if os.environ.get("PULLQUOTE_ALL_TIERS") else pytest.skip)(str(missing))


@pytest.fixture(scope="module")
def replies(seeds: GuildCorpora) -> dict[str, Kind]:
    """Every kind of reply, over the seeds."""
    return dict(kinds(seeds))


@pytest.mark.parametrize("markdown", LIVE)
def test_page_sees(view: View, markdown: str) -> None:
    """The page draws what is not escaped as what it is, or its agreement would mean nothing."""
    assert LIVE[markdown] in view.seen({"components": [{"type": 10, "content": markdown}]}).elements


def test_components(view: View) -> None:
    """The page draws every component that Discord has for messages."""
    for component, text in every_component():
        assert view.seen({"components": [component]}).text.strip() == text


def test_classic(view: View) -> None:
    """The page draws a message without components, too, with its attachments."""
    attached = {"content": "**b**", "attachments": [{"id": 0, "filename": "a <b>.txt"}]}
    assert view.seen(attached).text.split("\n") == ["b", "a <b>.txt"]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_kinds(view: View, replies: dict[str, Kind], width: int) -> None:
    """Each kind of reply shows what it has to, in no element but ours, and nothing runs over the side of a phone."""
    for name, kind in replies.items():
        seen = view.seen(kind.message, command=kind.command, width=width)
        assert kind.shows, name
        assert [text for text in kind.shows if read(text) not in read(seen.text)] == [], name
        assert seen.elements <= OURS | kind.markup, name
        assert seen.fits, name


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name[:3])
def test_seeds(view: View, path: Path) -> None:
    """Every paragraph of the seeds, quoted, is seen character for character."""
    for paragraph in filter(str.strip, path.read_text().splitlines()):
        check(quoted(view, paragraph, title=path.name), paragraph)


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippets(view: View, snippet: str) -> None:
    """Each snippet that means something to Discord is seen as its own characters, wherever in a message it stands."""
    text = f"{snippet} x {snippet}".replace("\0", "")
    check(quoted(view, text, title=text, question=text), text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts.filter(str.strip), question=texts.filter(str.strip), title=texts)
@example(text="> - # 1. x", question="# h", title="- x")
def test_hostile(view: View, text: str, question: str, title: str) -> None:
    """Whatever an article, a title and a question are made of, a reader sees the quote's very characters."""
    check(quoted(view, text, title=title, question=question), text)


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.txt")), ids=lambda path: path.stem)
def test_pictures(view: View, replies: dict[str, Kind], path: Path) -> None:
    """What can be read in each picture of the README, written down beside it, is what the bot says today."""
    kind = replies[path.stem]
    read = view.seen(kind.message, command=kind.command).text
    assert path.read_text(encoding="utf-8") == f"{read}\n", "hint: `python -m benchmarks.pictures` draws them again"


def quoted(view: View, text: str, *, title: str, question: str = "Who?") -> Seen:
    """What is seen of a message that quotes `text`."""
    return view.seen(message(parts(answer(quote(text, title=title or None), question=question))), width=PHONE)


def check(seen: Seen, text: str) -> None:
    """Assert that `text` can be read in the message's quote, and that nothing in the message became an element."""
    assert read(seen.texts[1]).startswith(read(text))
    assert seen.elements <= OURS
    assert seen.fits


def read(text: str) -> str:
    """What is read of a text: white space folded, without the marks that keep a line from turning others."""
    return folded(text.replace("\u2068", "").replace("\u2069", ""))
