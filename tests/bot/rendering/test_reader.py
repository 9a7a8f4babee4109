"""The model reader must see through unescaped text, or the tests that rely on it prove nothing."""

import pytest

from tests.bot.reader import seen

CONSTRUCTS = {
    "**b**": ("b", {"strong", "text"}),
    "*e* _e_": ("e e", {"emphasis", "text"}),
    "__u__": ("u", {"underline", "text"}),
    "~~s~~": ("s", {"strike", "text"}),
    "||s||": ("s", {"spoiler", "text"}),
    "`*c*`": ("*c*", {"code"}),
    "```*c*```": ("*c*", {"codeBlock"}),
    "# h": ("h", {"heading", "text"}),
    "-# s": ("s", {"subtext", "text"}),
    "> q\n> r": ("qr", {"blockQuote", "text"}),
    ">>> q\nr": ("q\nr", {"blockQuote", "newline", "text"}),
    "- x": ("x", {"list", "text"}),
    "1. x": ("x", {"list", "text"}),
    r"\! - x": ("! x", {"list", "text"}),
    "[a](https://e.x)": ("a", {"link", "text"}),
    r"[…] a\](https://e.x)": ("…] a\\", {"link", "text"}),
    r"https://e.x/\*": (r"https://e.x/\*", {"link"}),
    "steam://run": ("steam://run", {"link"}),
    "<https://e.x>": ("https://e.x", {"link"}),
    "<a@b.co>": ("a@b.co", {"mailto"}),
    "<tel:+99123>": ("tel:+99123", {"telephone"}),
    "<@1><@&1><#1>@here": ("<mention>" * 4, {"mention"}),
    "<t:1:R>": ("<timestamp>", {"timestamp"}),
    "</a b:1>": ("<command>", {"command"}),
    "<id:customize>": ("<navigation>", {"navigation"}),
    "<a:e:1>": ("<customEmoji>", {"customEmoji"}),
    ":smile:": ("<emoji>", {"emoji"}),
    "¯\\_(ツ)_/¯": ("¯\\_(ツ)_/¯", {"shrug"}),
    r"\a\*\\": (r"\a*" + "\\", {"text"}),
    "2 * 3 a#b -c 1.5 a > b": ("2 * 3 a#b -c 1.5 a > b", {"text"}),
}


@pytest.mark.parametrize(("markdown", "expected"), CONSTRUCTS.items(), ids=map(repr, CONSTRUCTS))
def test_construct(markdown: str, expected: tuple[str, set[str]]) -> None:
    """Each construct of Discord's Markdown is recognised where nothing is escaped."""
    assert tuple(seen(markdown)) == expected
