"""What does a piece of code in Markdown say? Its language and its lines, without the options of a directive."""

from typing import Final

import regex
from markdown_it.token import Token

from retrieval.ingest.readers.markdown_directives import HIDDEN

OPTIONS: Final = regex.compile(r"(?::[\w-]++:[^\n]*+(?:\n|\Z))++")
LANGUAGE: Final = regex.compile(r"\s*+(?:\{\s*[.]?([\w+#.-]++)[^}]*+\}\s*([\w+#.-]*+)|([^\s{,:=\"]++))")
CODE_DIRECTIVES: Final = frozenset("code code-block code-cell sourcecode literalinclude parsed-literal prompt".split())


def language_and_code(token: Token) -> tuple[str, str]:
    """The language of a token of code or of a formula, "" where none is stated, and its lines."""
    if token.type.startswith("math_block"):
        return "latex", token.content.strip()
    content = token.content.rstrip("\n")
    match = LANGUAGE.match(token.info) if token.type == "fence" else None
    if match is None:
        return "", content
    name = match[1] or match[3]
    if match[1] and name in CODE_DIRECTIVES:
        return match[2], OPTIONS.sub("", content, count=1).lstrip("\n") if content.startswith(":") else content
    return name.lower() if match[1] else name, content


def is_hidden(token: Token) -> bool:
    """Whether a fence is a directive that shows nothing, such as a table of contents."""
    language, _ = language_and_code(token)
    return language in HIDDEN and token.info.lstrip().startswith("{")


def without_options(content: str, children: list[Token]) -> list[Token]:
    """The inline tokens of a paragraph without the options of a directive (`:class: tip`) that it begins with."""
    match = OPTIONS.match(content) if content.startswith(":") else None
    if match is None:
        return children
    breaks = [position for position, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
    options = match[0].count("\n")
    return children[breaks[options - 1] + 1 :] if 0 < options <= len(breaks) else []
