import re
from itertools import pairwise
from time import process_time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.limits import BYTES_IN_MESSAGE, TEXT_IN_MESSAGE
from bot.rendering.markdown import NEAR, Budget, escape, fitting, size, unescape
from tests.bot.hostile import SNIPPETS, folded, hostile
from tests.bot.reader import seen

MESSAGE = Budget(TEXT_IN_MESSAGE, BYTES_IN_MESSAGE)

WRITTEN = {
    "": "",
    "Plain words, 100% of them (really) & more!": "Plain words, 100% of them (really) & more!",
    " two\n\tlines\u00a0and \r\n ends ": "two lines and ends",
    "[a](u) **bold** ||sp|| [b](v)": r"\[a]\(u) \*\*bold\*\* \|\|sp\|\| \[b]\(v)",
    "https://e.x/[click](https://evil)": r"https\://e.x/\[click]\(https\://evil)",
    "https://e.x/||x||": r"https\://e.x/\|\|x\|\|",
    "<t:1700000000:R>": r"\<t\:1700000000\:R>",
    "<a:e:1> <@&1> <#1>": r"\<a\:e\:1> \<\@&1> \<#1>",
    "</cmd:1> <id:customize>": r"\</cmd\:1> \<id\:customize>",
    "@everyone and @here": r"\@everyone and \@here",
    "1. x": r"1\. x",
    "  # h": r"\# h",
    "  - nested": r"\- nested",
    "-# sub": r"\-# sub",
    ">>> q": r"\>>> q",
    "> q": r"\> q",
    ":smile: at 12:30: yes": r"\:smile: at 12\:30: yes",
    "¯\\_(ツ)_/¯": r"¯\\\_(ツ)\_/¯",
    "A well-known 3.14 #1, i.e. a > b": "A well-known 3.14 #1, i.e. a > b",
    "One - two": r"One \- two",
}


@pytest.mark.parametrize(("text", "markdown"), WRITTEN.items(), ids=repr)
def test_written(text: str, markdown: str) -> None:
    """What can begin a construct is escaped where it can, and nothing else is."""
    assert escape(text) == markdown


@pytest.mark.parametrize("text", SNIPPETS, ids=repr)
def test_snippet(text: str) -> None:
    """Every snippet that means something to Discord is shown as its own characters."""
    assert seen(escape(text)).text == folded(text)


@given(hostile)
def test_shown(text: str) -> None:
    """A reader sees the text's very characters, and no construct of any kind."""
    shown, kinds = seen(escape(text))
    assert shown == folded(text)
    assert kinds <= {"text"}


@given(hostile.filter(str.strip))
def test_shown_in_bold_quote(text: str) -> None:
    """Inside our own block quote and bold there is still nothing but the text."""
    shown, kinds = seen(f"> **{escape(text)}**")
    assert shown == folded(text)
    assert kinds == {"blockQuote", "strong", "text"}


@given(hostile)
def test_shown_in_subtext(text: str) -> None:
    """After our own subtext mark there is nothing but the text."""
    shown, kinds = seen(f"-# x {escape(text)}")
    assert shown == f"x {folded(text)}"
    assert kinds == {"subtext", "text"}


@given(hostile, hostile)
def test_shown_after_others(first: str, second: str) -> None:
    """Two escaped texts with a space, and an omission mark before and behind, begin no construct together."""
    shown, kinds = seen(f"[…] {escape(first)} {escape(second)} […]")
    assert shown == f"[…] {folded(first)} {folded(second)} […]"
    assert kinds == {"text"}


@given(hostile)
def test_whole_escapes(text: str) -> None:
    """Escaped text is one line and never ends within an escape."""
    assert re.fullmatch(r"(?:\\[^0-9A-Za-z\s]|[^\\\n])*", escape(text))


@given(hostile)
def test_unescape(text: str) -> None:
    """What was escaped is read back as the very text, white space folded."""
    assert unescape(escape(text)) == folded(text)


@given(hostile)
def test_at_most_doubled(text: str) -> None:
    """Escaping adds at most one character to each of the text's."""
    assert len(escape(text)) <= 2 * len(text)


@pytest.mark.parametrize(
    ("markdown", "characters", "octets"),
    [("", 0, 0), ("aé", 2, 3), ("漢", 1, 3), ("👍", 2, 4), ("e\u0301", 2, 3), ("\ud800", 1, 3)],
)
def test_size(markdown: str, characters: int, octets: int) -> None:
    """Characters are UTF-16 units, so that those above U+FFFF count twice, and bytes are UTF-8."""
    assert size(markdown) == Budget(characters, octets)


def test_budget() -> None:
    """A budget holds what exceeds neither measure, and what is taken is gone."""
    assert Budget(2, 6).holds(size("漢字"))
    assert not Budget(1, 6).holds(size("漢字"))
    assert not Budget(2, 5).holds(size("漢字"))
    assert Budget(5, 9).minus(size("漢字")) == Budget(3, 3)


@pytest.mark.parametrize(
    ("text", "budget", "slice_"),
    [
        ("hello world", Budget(11, 11), "hello world"),
        ("hello world", Budget(10, 99), "hello"),
        ("hello world", Budget(99, 4), "hell"),
        ("hello world", Budget(0, 0), ""),
        ("hello world", Budget(-1, 9), ""),
        ("", Budget(0, 0), ""),
        ("***", Budget(5, 9), "**"),
        ("e\u0301e\u0301", Budget(3, 9), "e\u0301"),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", Budget(20, 99), "👩‍👩‍👧‍👦"),
        ("漢字漢字", Budget(99, 11), "漢字漢"),
        ("a " + "b" * 99, Budget(NEAR + 1, 999), "a"),
        ("a " + "b" * 99, Budget(NEAR + 2, 999), "a " + "b" * NEAR),
        ("word     more", Budget(5, 99), "word"),
        ("use :smile: or 1.5", Budget(6, 99), "use"),
    ],
)
def test_fitting_slice(text: str, budget: Budget, slice_: str) -> None:
    """The slice is as long as either measure allows, ending with a word if one ends near, else with a grapheme."""
    assert text[: fitting(text, budget)] == slice_


budgets = st.builds(Budget, st.integers(0, 60), st.integers(0, 90))


@settings(deadline=None)
@given(hostile, budgets)
def test_fitting(text: str, budget: Budget) -> None:
    """The slice is the longest that fits and ends with a grapheme, or the last within reach that ends with a word."""
    ends = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    fits = [end for end in ends if budget.holds(size(escape(text[:end])))]
    words = [end for end in fits if end and text[end - 1 : end + 1].strip() == text[end - 1] and end < len(text)]
    near = [end for end in words if end >= fits[-1] - NEAR]
    wanted = near[-1] if near and fits[-1] < len(text) else fits[-1]
    assert fitting(text, budget) == wanted


@settings(deadline=None)
@given(hostile)
def test_monotonous(text: str) -> None:
    """One more character never takes less room, which is what lets `fitting` bisect."""
    sizes = [size(escape(text[:length])) for length in range(len(text) + 1)]
    assert all(after.holds(before) for before, after in pairwise(sizes))


@pytest.mark.parametrize("unit", ["a", " ", "*", "ab cd ", "e\u0301", "\u0301", "1. ", "👍", "漢", "[](", ":", "<@1>"])
def test_long_line(unit: str) -> None:
    """A line of 100,000 characters is escaped and cut in well under a second."""
    text = unit * (100_000 // len(unit))
    start = process_time()
    assert MESSAGE.holds(size(escape(text[: fitting(text, MESSAGE)])))
    assert len(escape(text)) <= 2 * len(text)
    assert process_time() - start < 1
