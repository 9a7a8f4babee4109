"""What does the head of a container or directive say? `:::tip[Title]`, ```` ```{note} Title ````, `> [!NOTE] Title`."""

from typing import Final, NamedTuple

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.admon.index import admonition

from retrieval.ingest.markdown.rules import INTERRUPTS, line_of

ADMONITIONS: Final = frozenset(
    "note notes tip tips hint info information warning warn caution danger important attention error seealso admonition"
    " abstract summary success question failure fail bug example quote cite todo notice alert callout aside message"
    " secondary tldr check done help faq missing remark remember deprecated versionadded versionchanged box blockquote"
    " primary caveats caveat exercise solution theorem lemma proof definition".split()
)
"""Names of boxes that are set apart from the text, in lower case."""

TITLED: Final = frozenset("details dropdown card tab tab-item collapse expand accordion spoiler grid-item-card".split())
"""Names of other containers whose title is shown."""

GROUPING: Final = frozenset(
    "tab-set tabs grid epigraph margin sidebar topic container div figure table pull-quote".split()
)
"""Names of directives that hold Markdown and show no title."""

HIDDEN: Final = frozenset(
    "toctree include image contents raw bibliography index tableofcontents meta label eval-rst autosummary".split()
)
"""Names of directives that show nothing of what stands in them."""

GENERIC: Final = frozenset("admonition callout aside notice message box alert blockquote".split())
"""Names of boxes whose name is not shown as their title."""

HEAD: Final = regex.compile(r"\s*+(?:\{\s*\.?([\w-]++)[^}]*+\}|\.?([\w-]++))([^\n]*+)")
MARKED_HEAD: Final = regex.compile(r"(?:!!!|\?\?\?)\+?\s*([\w-]++)")
INDENT: Final = 4  # columns that the content of such a box is indented
BRACKETED: Final = regex.compile(r"\s*\[(.*?)\]")
BRACED: Final = regex.compile(r"\{[^{}]*+\}")
QUOTED_TITLE: Final = regex.compile(r"\b(?:title|caption|summary|header)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”)")


OPTIONS: Final = regex.compile(r"(?::[\w-]++:[^\n]*+(?:\n|\Z))++")
LANGUAGE: Final = regex.compile(r"\s*+(?:\{\s*[.]?([\w+#.-]++)[^}]*+\}\s*([\w+#.-]*+)|([^\s{,:=\"]++))")
CODE_DIRECTIVES: Final = frozenset("code code-block code-cell sourcecode literalinclude parsed-literal prompt".split())


class Head(NamedTuple):
    """The name of a container, in lower case, and its title in Markdown, "" where none is shown."""

    name: str
    title: str

    @property
    def is_admonition(self) -> bool:
        """Whether the container is a box that is set apart from the text."""
        return self.name in ADMONITIONS


def add_admonitions(parser: MarkdownIt) -> None:
    """Add the boxes of Python-Markdown: `!!! note "Title"`, `??? note`, with their content indented."""
    parser.block.ruler.before("fence", "admonition", _admonition, INTERRUPTS)


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """The plugin's own rule, but a line of prose that begins with such a mark is prose: "!!! The gate is closed."."""
    head = MARKED_HEAD.match(line_of(state, start).strip())
    following = next((each for each in range(start + 1, end) if not state.isEmpty(each)), None)
    holds_block = following is not None and state.sCount[following] >= state.sCount[start] + INDENT
    is_head = head is not None and (head[1].lower() in ADMONITIONS or holds_block)
    return is_head and admonition(state, start, end, silent)


def parse_head(info: str) -> Head:
    """The head of a container, from what follows its marks."""
    match = HEAD.match(info)
    if match is None:
        return Head("", "")
    name, rest = (match[1] or match[2]).lower(), match[3]
    bracketed = BRACKETED.match(rest)
    stated = bracketed[1] if bracketed else stated_title(info) or BRACED.sub("", rest)
    return Head(name, shown_title(name, stated))


def stated_title(arguments: str) -> str:
    """The title among the arguments of a tag (`title="…"`), "" where there is none."""
    match = QUOTED_TITLE.search(arguments)
    return next(filter(None, match.groups()), "") if match else ""


def shown_title(name: str, stated: str) -> str:
    """The title that readers see above a container with this name and stated title."""
    title = stated.strip().strip('"').strip()
    if name in ADMONITIONS:
        return title or ("" if name in GENERIC else default_title(name))
    return title if name in TITLED else ""


def default_title(name: str) -> str:
    """The title of a box that states none: its name."""
    return {"seealso": "See also", "tldr": "TL;DR", "faq": "FAQ"}.get(name, name.replace("-", " ").capitalize())


def is_container(params: str, _markup: str) -> bool:
    """Whether a line of colons with these parameters opens a container."""
    return HEAD.match(params) is not None


def is_prose_directive(params: str, _markup: str) -> bool:
    """Whether a fence with these parameters holds Markdown, not code."""
    stripped = params.lstrip()
    return stripped.startswith("{") and not stripped.startswith(("{.", "{#")) and _holds_prose(parse_head(params).name)


def _holds_prose(name: str) -> bool:
    return name in ADMONITIONS or name in TITLED or name in GROUPING


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
