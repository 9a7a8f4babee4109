"""What does a reader see of a paragraph of AsciiDoc? Its text without marks, and its footnotes."""

from collections.abc import Callable, Mapping
from html import unescape
from typing import NamedTuple

import regex

from retrieval.ingest.document.superscripts import subscript, superscript

CHARACTERS = {
    "empty": "", "sp": " ", "nbsp": " ", "zwsp": "", "wj": "", "apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’",
    "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">",
    "startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\", "backtick": "`",
    "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "pp": "++",
}  # fmt: skip
"""Attributes that AsciiDoc itself defines."""

HELD = regex.compile("\ue000(\\d+)\ue001")
INSIDE = r"(?P<text>(?:\\\]|[^\]]){0,2000}+)"  # bounded, so that openings without an end take linear time
LABELLED = INSIDE.replace("text", "label")
PASSED = regex.compile(
    r"\+\+\+(?P<raw>.*?)\+\+\+|pass:[a-z,]*\[(?P<passed>(?:\\\]|[^\]])*)\]"
    r"|(?<![\w`])`\+(?P<mono>\S|\S.*?\S)\+`(?![\w`])|\+\+(?P<wide>[^+].*?)\+\+"
    r"|(?<![\w+\\;:}])\+(?P<plus>[^\s+]|[^\s+].*?\S)\+(?![\w+])"
    r"|(?:stem|latexmath|asciimath):\[(?P<formula>(?:\\\]|[^\]])*)\]",
    regex.DOTALL,
)
ESCAPED = regex.compile(r"\\(?P<mark>[*_`#{\[<^~'(+]|(?:https?|link|xref|image|footnote|kbd|btn):)")
REFERENCE = regex.compile(r"\{(?P<name>\w[\w-]*)\}")
COUNTER = regex.compile(r"\{(?:set|counter2?):[^{}]*\}")
FOOTNOTE = regex.compile(rf"footnote(?:ref)?:(?:[\w-]*)\[{INSIDE}\]")
INDEX = regex.compile(r"\(\(\([^()]*\)\)\)|indexterm:\[[^\]]*\]")
INDEXED = regex.compile(rf"\(\((?P<shown>[^()]+)\)\)|indexterm2:\[{INSIDE}\]")
UNSEEN = regex.compile(
    r"(?:image|icon):[^:\s\[\]][^\[\]\n]*\[[^\]]*\]|\[\[[^\[\]]+\]\](?!\])|anchor:[^\s\[\]]+\[[^\]]*\]"
)
LABEL = regex.compile(r"\[\[\[(?P<id>[^\[\],]+)(?:,(?P<label>[^\[\]]+))?\]\]\]")
KEYS = regex.compile(rf"(?:kbd|btn):\[{INSIDE}\]")
MENU = regex.compile(r"menu:(?P<menu>[^\[\]\n]*)\[(?P<path>[^\]]*)\]")
CROSS = regex.compile(rf"<<(?P<id>[^<>,]+)(?:,\s*(?P<label>[^<>]*?))?>>|xref:(?P<target>[^\s\[\]]+)\[{INSIDE}\]")
LINK = regex.compile(
    rf"(?:link:|mailto:)(?P<path>[^\s\[\]]+)\[{INSIDE}\]"
    rf"|<?(?:link:)?(?P<url>\b(?:https?|ftp|irc)://[^\s\[\]<>]*[^\s\[\]<>.,;:!?)'\"])(?:\[{LABELLED}\])?>?"
)
STRUCK = regex.compile(r"\[(?:\.line-through|line-through)\](?P<mark>##?)(?=\S).+?(?P=mark)(?!\w)", regex.DOTALL)
QUOTES = (
    (regex.compile(r"\"`(\S|\S.{0,500}?\S)`\"", regex.DOTALL), r"“\1”"),
    (regex.compile(r"'`(\S|\S.{0,500}?\S)`'", regex.DOTALL), r"‘\1’"),
    (regex.compile(r"(?:\[[^\[\]]+\])?\*\*(.{1,500}?)\*\*", regex.DOTALL), r"\1"),
    (regex.compile(r"(^|[^\w;:}*])(?:\[[^\[\]]+\])?\*(\S|\S.{0,500}?\S)\*(?![\w*])", regex.DOTALL), r"\1\2"),
    (regex.compile(r"(?:\[[^\[\]]+\])?``(.{1,500}?)``", regex.DOTALL), r"\1"),
    (regex.compile(r"(^|[^\w&;:\"'`}])(?:\[[^\[\]]+\])?`(\S|\S.{0,500}?\S)`(?![\w\"'`])", regex.DOTALL), r"\1\2"),
    (regex.compile(r"(?:\[[^\[\]]+\])?__(.{1,500}?)__", regex.DOTALL), r"\1"),
    (regex.compile(r"(^|[^\w;:}_])(?:\[[^\[\]]+\])?_(\S|\S.{0,500}?\S)_(?![\w_])", regex.DOTALL), r"\1\2"),
    (regex.compile(r"(?:\[[^\[\]]+\])?##(.{1,500}?)##", regex.DOTALL), r"\1"),
    (regex.compile(r"(^|[^\w&;:}#])(?:\[[^\[\]]+\])?#(\S|\S.{0,500}?\S)#(?![\w#])", regex.DOTALL), r"\1\2"),
)
RAISED = regex.compile(r"\^(?P<text>[^\s^]+)\^")
LOWERED = regex.compile(r"~(?P<text>[^\s~]+)~")
REPLACEMENTS = (
    (regex.compile(r"\(C\)"), "©"),
    (regex.compile(r"\(R\)"), "®"),
    (regex.compile(r"\(TM\)"), "™"),
    (regex.compile(r"(?<= )--(?= |$)|(?<=\w)--(?=\w)", regex.MULTILINE), "—"),
    (regex.compile(r"\.\.\."), "…"),
    (regex.compile(r"(?<=\p{Alnum})'(?=\p{Alpha})"), "’"),
    (regex.compile(r"->"), "→"),
    (regex.compile(r"=>"), "⇒"),
    (regex.compile(r"<-"), "←"),
    (regex.compile(r"<="), "⇐"),
)
TAG = regex.compile(r"</?\w[^<>]*>")
BREAK = regex.compile(r" \+[ \t]*$")


Holder = Callable[[str], str]


class Inline(NamedTuple):
    """The text of a paragraph, and the footnotes in it."""

    text: str
    footnotes: tuple[str, ...] = ()


def inline(source: str, attributes: Mapping[str, str], titles: Mapping[str, str]) -> Inline:
    """What is seen of `source`; `titles` are the headings by their ids, which references without a text show."""
    held: list[str] = []

    def hold(text: str) -> str:
        held.append(text)
        return f"\ue000{len(held) - 1}\ue001"

    text = PASSED.sub(lambda match: hold(_passed(match)), source.replace("\ue000", "").replace("\ue001", ""))
    text = ESCAPED.sub(lambda match: hold(match["mark"]), COUNTER.sub("", text))
    text = REFERENCE.sub(lambda match: _attribute(match, attributes, hold), text)
    notes = [match["text"] for match in FOOTNOTE.finditer(text)]
    text = FOOTNOTE.sub("", text)
    text = UNSEEN.sub("", INDEX.sub("", text))
    text = INDEXED.sub(lambda match: match["shown"] or match["text"] or "", text)
    text = LABEL.sub(lambda match: f"[{match['label'] or match['id']}]", text)
    text = MENU.sub(
        lambda match: " › ".join([match["menu"], *map(str.strip, match["path"].split(">"))]).rstrip(" ›"), text
    )
    text = KEYS.sub(lambda match: hold(match["text"]), text)
    text = CROSS.sub(lambda match: _cross_reference(match, titles), text)
    text = LINK.sub(lambda match: _link(match, hold), text)
    text = _without_marks(STRUCK.sub("", text))
    text = HELD.sub(lambda match: held[int(match[1])], HELD.sub(lambda match: held[int(match[1])], text))
    return Inline(_folded(unescape(text)), tuple(inline(note, attributes, titles).text for note in notes))


def _passed(match: "regex.Match[str]") -> str:
    """What is passed on as it is; tags of HTML among it are not seen."""
    raw = match["raw"] or match["passed"]
    plain = match["mono"] or match["wide"] or match["plus"] or match["formula"] or ""
    return TAG.sub("", raw.replace("\\]", "]")) if raw else plain


def _attribute(match: "regex.Match[str]", attributes: Mapping[str, str], hold: "Holder") -> str:
    """The value of an attribute; one that is not known stays as it is written."""
    name = match["name"].lower()
    if name in CHARACTERS:
        return hold(CHARACTERS[name])
    return attributes[name] if name in attributes else hold(match[0])


def _cross_reference(match: "regex.Match[str]", titles: Mapping[str, str]) -> str:
    target = (match["id"] or match["target"]).removeprefix("#")
    return (
        match["label"] or match["text"] or titles.get(target) or titles.get(target.partition("#")[2]) or f"[{target}]"
    )


def _link(match: "regex.Match[str]", hold: "Holder") -> str:
    target = match["path"] or match["url"]
    label = (match["text"] or match["label"] or "").replace("\\]", "]")
    if '="' in label or ",role=" in label or ",window=" in label:
        label = regex.split(r",\s*\w+=|^\w+=", label)[0]
    label = label.strip().removesuffix("^").strip('"')
    return label or hold(target)


def _without_marks(text: str) -> str:
    for pattern, replacement in QUOTES:
        text = pattern.sub(replacement, text)
    text = RAISED.sub(lambda match: superscript(match["text"]), text)
    text = LOWERED.sub(lambda match: subscript(match["text"]), text)
    for pattern, replacement in REPLACEMENTS:
        text = pattern.sub(replacement, text)
    return text


def _folded(text: str) -> str:
    """The text with its lines joined, save where the author breaks one with " +"."""
    joined = "".join(f"{BREAK.sub('', line)}\0" if BREAK.search(line) else f"{line} " for line in text.split("\n"))
    return "\n".join(filter(None, (" ".join(line.split()) for line in joined.split("\0"))))
