"""Which lines of AsciiDoc are there at all? Conditions are decided, comments and inclusions left out."""

from collections.abc import Iterator, Mapping, Sequence

import regex

ATTRIBUTE = regex.compile(r":(?P<unset>!?)(?P<name>\w[\w-]*)(?P<unset_after>!?):(?:[ \t]+(?P<value>.*))?")
CONDITION = regex.compile(r"(?P<kind>ifn?def|ifeval|endif)::(?P<names>[^\[\]]*)\[(?P<content>.*)\]")
INCLUSION = regex.compile(r"include::[^\[\]]+\[.*\]")
ESCAPED = regex.compile(r"^\\(?=(?:ifn?def|ifeval|endif|include)::)")
FENCE = regex.compile(r"-{4,}|\.{4,}|`{3,}.*|\+{4,}|/{4,}")
COMMENT = regex.compile(r"//(?!/).*")
DEFINED = {
    "asciidoctor": "",
    "backend-html5": "",
    "basebackend-html": "",
    "doctype-article": "",
    "safe-mode-secure": "",
    "toc-title": "Table of Contents",
}
"""What is always defined where a page is made."""


def read_attribute(line: str) -> tuple[str, str | None] | None:
    """The name and value that a line such as ":name: value" sets; the value is `None` if it is unset."""
    match = ATTRIBUTE.fullmatch(line)
    if match is None:
        return None
    is_unset = match["unset"] or match["unset_after"]
    return match["name"].lower(), None if is_unset else (match["value"] or "").strip()


def effective_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines that are to be parsed; those of code stay, whatever they look like, if their conditions hold."""
    attributes: dict[str, str] = dict(DEFINED)
    conditions: list[bool] = []
    fence = ""
    for line in lines:
        if condition := CONDITION.fullmatch(line):
            yield from _follow_condition(condition, conditions, attributes)
        elif all(conditions) and not INCLUSION.fullmatch(line):
            if FENCE.fullmatch(line) and fence in {"", line}:
                fence = "" if fence else line.rstrip("abcdefghijklmnopqrstuvwxyz") if line.startswith("`") else line
                is_comment = line.startswith("/")
            else:
                is_comment = fence.startswith("/") or (not fence and COMMENT.fullmatch(line) is not None)
            if not fence and (stated := read_attribute(line)):
                attributes[stated[0]] = stated[1] or ""
            if not is_comment:
                yield ESCAPED.sub("", line)


def _follow_condition(
    condition: "regex.Match[str]", conditions: list[bool], attributes: Mapping[str, str]
) -> Iterator[str]:
    """Open or close a condition; one that has its content in its own line is decided at once."""
    kind, names, content = condition["kind"], condition["names"].strip(), condition["content"]
    if kind == "endif":
        conditions[-1:] = []
        return
    every, some = names.split("+"), names.split(",")
    holds = all(name in attributes for name in every) if "+" in names else any(name in attributes for name in some)
    holds = holds is (kind == "ifdef") and kind != "ifeval"
    if kind != "ifeval" and content:
        if holds and all(conditions):
            yield content
    else:
        conditions.append(holds)
