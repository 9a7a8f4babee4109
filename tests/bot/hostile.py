"""Texts that try to be more than text: what every property of `bot.rendering.markdown` is tested on."""

from hypothesis import strategies as st

SNIPPETS = (
    # of Discord's own making
    *(
        "<@80351110224678912>",
        "<@!80351110224678912>",
        "<@&165511591545143296>",
        "<#103735883630395392>",
        "<@1>",
        "<#1>",
    ),
    *("@everyone", "@here", "@silent ", "</airhorn:816437322781949972>", "</a b c:1>", "<id:customize>", "<id:browse>"),
    *(
        "<id:linked-roles:1>",
        "<103735883630395392:customize>",
        "<:mmLol:216154654256398347>",
        "<a:b1nzy:3929382835561431>",
    ),
    *(
        "<t:1618953630>",
        "<t:1618953630:R>",
        "<t:-1:f>",
        "<sound:1:2>",
        ":smile:",
        ":wave::skin-tone-2:",
        "12:30:45",
        "::",
    ),
    # links
    *("http://", "https://e.x/||x||", "https://e.x/[click](https://evil.x)", "steam://run/1", "www.e.x", "a@b.co"),
    *(
        "[a](https://e.x)",
        "[a](<https://e.x>)",
        "[a]",
        "(https://e.x)",
        "](https://e.x)",
        "<https://e.x>",
        "[a][b]",
        "[b]: u",
    ),
    *("<a@b.co>", "<tel:+999123456>", "<+999 123>", "mailto:a@b.co", "![a](https://e.x/a.png)"),
    # emphasis and its like
    *(
        "**bold**",
        "__under__",
        "*em*",
        "_em_",
        "~~gone~~",
        "||spoiler||",
        "`code`",
        "``a`b``",
        "```py\nx\n```",
        "***",
        "\\",
    ),
    *("\\*", "\\\\", "snake_case_name", "¯\\_(ツ)_/¯", "2 * 3 * 4", "a ** b ** c"),
    # the start of a line
    *(
        "# h",
        "## h",
        "### h",
        "#",
        "-# sub",
        "- x",
        "* x",
        "+ x",
        "1. x",
        "23. x",
        "> q",
        ">>> q",
        ">",
        "-",
        "1.",
        "  - x",
    ),
    *("\\! - x", "! 1. x", "#\ufeffh", "-#", "> - # 1. x"),
    # awkward characters
    *(
        "e\u0301",
        "\u0301",
        "\u200d",
        "\u200c",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇩🇪🇫🇷",
        "1️⃣",
        "™",
        "न्हि",
        "می‌خواهم",
        "שלום",
        "\u202eabc\u202c",
    ),
    *("漢字かな", "한글", "\ufeff", "\u200b", "\x00", "\x07", "\x1b[1m", "\u0600 ", "𝔘𝔫𝔦", "ß", "İ"),
    *(" ", "  ", "\n", "\n\n", "\r\n", "\t", "\f", "\x1c", "\x85", "\u00a0", "\u2028", "\u3000"),
)

SPECIALS = "\\*_~`|<>[](){}#@!-+.:/&=1a \n"

hostile = st.lists(
    st.one_of(
        st.sampled_from(SNIPPETS),
        st.text(SPECIALS, max_size=6),
        st.text(max_size=4),
        st.sampled_from(["word", "Ein Satz.", " "]),
    ),
    max_size=12,
).map("".join)
"""Any of these pieces in any order, with nothing between them."""


def folded(text: str) -> str:
    """`text` with every run of white space as one space and none at its ends: all that Discord may change."""
    return " ".join(text.split())
