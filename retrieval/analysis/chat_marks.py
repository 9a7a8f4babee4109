"""What does a line of a chat message say? Its text without the marks of the Markdown that chats know."""

import regex

STRUCK = regex.compile(r"~~(?=\S)[^~\n]+~~")
CODE = regex.compile(r"(?<!\\)(`{1,2})(?P<code>[^`\n]+)\1")
EMOJI = regex.compile(r"<a?(?P<name>:\w+:)\d+>")
LINK = regex.compile(r"\[(?P<text>[^\[\]\n]+)\]\(<?https?://[^\s()]+>?(?:\s+\"[^\"\n]*\")?\)")
BARE = regex.compile(r"<(?P<url>https?://[^\s<>]+)>")
SPOILER = regex.compile(r"\|\|(?P<text>[^|\n]+)\|\|")
EMPHASIS = regex.compile(r"(?<![\\\w*_])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<text>[^\n]*?[^\s\\])(?P=mark)(?![\w*_])")
ESCAPED = regex.compile(r"\\(?=[^\w\s])")
PLACEHOLDER = "\ue000"  # stands for code while the marks round it are removed
DEEPEST = 3  # marks within marks


def without_marks(line: str) -> str:
    """A line without the marks of Markdown, its white space folded; what is in `code` stays as it is."""
    kept = [match["code"].strip() for match in CODE.finditer(line)]
    text = CODE.sub(PLACEHOLDER, line.replace(PLACEHOLDER, ""))
    text = LINK.sub(r"\g<text>", BARE.sub(r"\g<url>", EMOJI.sub(r"\g<name>", STRUCK.sub("", text))))
    text = SPOILER.sub(r"\g<text>", text)
    for _ in range(DEEPEST):
        text = EMPHASIS.sub(r"\g<text>", text)
    pieces = ESCAPED.sub("", text).split(PLACEHOLDER)
    return " ".join("".join(a + b for a, b in zip(pieces, [*kept, ""], strict=True)).split())
