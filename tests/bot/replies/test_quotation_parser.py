import pytest
from hypothesis import given

from bot.rendering.markdown import escape
from bot.replies.quotation_parser import quotations, unescaped_text
from tests.bot.hostile import folded, hostile
from tests.bot.reader import seen

QUOTED = {
    "She said “that was it” and left.": ["that was it"],
    'She said "that was it" and "so what".': ["that was it", "so what"],
    "Sie sagte: „Das war es.“ Dann „ging sie”.": ["Das war es.", "ging sie"],
    "Elle a dit « c’est fini » hier.": ["c’est fini"],
    "Sie sagte »aus« und ging.": ["aus"],
    "彼は「終わりだ」と言った。": ["終わりだ"],
    "> One line\n> and another\nso it was": ["One line\nand another"],
    "> One\n\n> Two": ["One", "Two"],
    "first\n>>> One\n\nTwo": ["One\n\nTwo"],
    "> He said “no” twice.": ["He said “no” twice."],
    "It says “a” and\n> b": ["a", "b"],
    "“twice” and “twice”": ["twice"],
    "“the start […] the end”": ["the start", "the end"],
    "> the start [...]": ["the start"],
    "> \u2068שלום. **עולם.**\u2069\n> \u2068**שלום** […]\u2069": ["שלום. עולם.\nשלום"],
    "“\u2068שלום עולם.\u2069”": ["שלום עולם."],
    "**“bold”** and “_this_ one”": ["bold", "this one"],
    "-# From “The Title”\nnothing else": ["-# From “The Title”\nnothing else"],
    "No marks at all.": ["No marks at all."],
    'A 5" screen and a 6" one': ['A 5" screen and a 6" one'],
    "an empty “…” one": ["an empty “…” one"],
    ">not a quote in Discord": [">not a quote in Discord"],
}


@pytest.mark.parametrize("message", QUOTED)
def test_quotations(message: str) -> None:
    """What stands in quotation marks or as a block quote is found in its order, else all of the message."""
    assert [found.text for found in quotations(message)] == QUOTED[message]


@pytest.mark.parametrize("message", ["", " \n", "🙂", "“…”", "> \n> "])
def test_wordless(message: str) -> None:
    """Where there is no word nothing is quoted."""
    assert quotations(message) == ()


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and \\*not\\*", "Bold and *not*"),
        ("***a** b*", "a b"),
        ("~~gone~~ ||hidden|| `code` __under__", "gone hidden code under"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[here](https://e.x/a) and [there](<https://e.x>)", "here and there"),
        ("# A head\n- a point", "A head\na point"),
        ("\\> 1\\. \\[x\\]", "> 1. [x]"),
    ],
)
def test_unmarked(markdown: str, text: str) -> None:
    """Discord's marks are taken off, and what is escaped stays."""
    assert unescaped_text(markdown) == text


@given(text=hostile)
def test_the_bots_own_words(text: str) -> None:
    """What the bot escaped reads as the very text again."""
    assert folded(unescaped_text(escape(text))) == folded(text)


@given(text=hostile)
def test_any_message(text: str) -> None:
    """Every message can be read, and no quotation is blank or twice there."""
    found = quotations(text)
    assert all(each.text.strip() for each in found)
    assert len(set(found)) == len(found)


def test_as_discord_reads_it() -> None:
    """What is found of the bot's own block quote is what a reader sees of it."""
    line = "Before. **The 24 pardons\\.** After it\\, \\*then\\*\\."
    assert [each.text for each in quotations(f"**Who?**\n> {line}\n-# Title · a.txt")] == [seen(line).text]


def test_fenced_code() -> None:
    """Code is quoted as it is, between the block quotes around it, and the bullets of an answer are no part of it."""
    found = quotations("> To stop it\\:\n> \u2003• slowly\n```sh\npump --stop\n```\n> Wait.\n-# pump.md")
    assert [each.text for each in found] == ["To stop it:\nslowly", "pump --stop", "Wait."]
