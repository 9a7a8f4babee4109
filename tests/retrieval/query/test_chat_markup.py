import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query.chat_markup import ChatMessage, read_markup
from tests.bot.hostile import hostile

SAID = "Who was there?"


@pytest.mark.parametrize(
    "mark",
    [
        "<@200000000000000003>",
        "<@!200000000000000003>",
        "<@&200000000000000003>",
        "cc <@200000000000000003>",
        "/cc: <@1> <@2>",
        "<#300000000000000003>",
        "<id:customize>",
        "<:thonk:123456789012345678>",
        "<a:wave:123456789012345678>",
        ":thonk:",
        ":wave::skin-tone-2:",
        ":+1:",
        "<t:1700000000:R>",
        "<t:1700000000>",
        "👍🏽👩‍👩‍👧‍👦",
        "🇺🇸",
        "1️⃣",
        ":)",
        ":-D",
        "xD",
        "<3",
        "@everyone",
        "https://discord.com/channels/1/2/3",
        "https://ptb.discord.com/channels/@me/2/3",
        "<https://canary.discordapp.com/channels/1/2>",
        "https://cdn.discordapp.com/attachments/1/2/cat.png?ex=1&is=2",
        "https://media.discordapp.net/attachments/1/2/cat.png",
        "https://discord.gg/abc",
        "https://tenor.com/view/cat-dance-gif-123",
    ],
)
def test_without_words(mark: str) -> None:
    """What a chat puts in carries no words, and is taken out before and after a sentence."""
    for text in (f"{SAID} {mark}", f"{mark} {SAID}"):
        assert read_markup(text) == ChatMessage((SAID,))


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "What is 2*3*4, or a < b > c?",
        "When does std::map::find return end at 12:30:45?",
        "What do *args and **kwargs do?",
        "Is snake_case_name a_b ~ C++?",
        "What does 'ratio 3:2' mean; and $x^2$ = y?",
        "5.05亿年前的时期被称为什么？",
        "Was it ©2020 by AT&T™?",
    ],
)
def test_plain(text: str) -> None:
    """Text without marks of a chat stays as it is."""
    assert read_markup(text) == ChatMessage((text,))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**Who** was __there__?", SAID),
        ("# Who was there?", SAID),
        ("- Who was there?", SAID),
        ("||Who|| was `there`?", SAID),
        ("Who was [there](https://discord.com/channels/1/2/3)?", SAID),
        ("What does </ask:123> do?", "What does ask do?"),
        ("What does </sources add:123> do?", "What does sources add do?"),
        ("What does `<pihole -up>` do?", "What does <pihole -up> do?"),
    ],
)
def test_marks(text: str, line: str) -> None:
    """Marks read as their words, and a command as its name."""
    assert read_markup(text).lines == (line,)


def test_lists() -> None:
    """The items of a list are lines without their marks; a lone number is none."""
    assert read_markup("1. one\n2. two\n- three").lines == ("one", "two", "three")
    assert read_markup("1984. Who?\nKim").lines == ("1984. Who?", "Kim")


def test_hints() -> None:
    """Code, error messages, quoted lines, channels and web addresses are kept apart from what the author says."""
    text = (
        "> Kim was there\nWho? <#gate-keepers> https://www.gates.org/open/north-gate.html\n"
        "```py\nopen(gate)\n```\nValueError: shut"
    )
    found = read_markup(text)
    assert found.lines == ("Who?",)
    assert found.quoted == "Kim was there"
    assert found.names == "gate-keepers gates open north-gate"
    assert found.code == "open(gate)\nValueError: shut"


def test_quoted_to_the_end() -> None:
    """After `>>>` all is quoted."""
    assert read_markup("Who?\n>>> one\ntwo") == ChatMessage(("Who?",), quoted="one\ntwo")


@given(st.one_of(hostile, st.text(alphabet="<@#:>*`|_~[]()/h tps.1a\n", max_size=60)))
def test_any_text(text: str) -> None:
    """Any text can be read."""
    found = read_markup(text)
    assert isinstance(found, ChatMessage)


@pytest.mark.parametrize("piece", ["<@", "<:a:", "**", "`", "```", "[", "](http://", "||", ":a", "> ", "<", "_a_ *b* "])
def test_linear(piece: str) -> None:
    """The longest message of any mark is read in a fraction of a second."""
    begun = time.process_time()
    read_markup((piece * 4000)[:4000])
    assert time.process_time() - begun < 1
