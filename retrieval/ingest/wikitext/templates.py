"""What is seen of a template whose wiki is not at hand? Its words, where it stands in a sentence; of most, nothing."""

import regex

TEMPLATE = regex.compile(r"\{\{((?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}")
PARAMETER = regex.compile(r"\{\{\{[^{}|]*(?:\|(?P<default>[^{}]*))?\}\}\}")
LINK = regex.compile(r"\[\[[^\[\]]*\]\]")
NAMED = regex.compile(r"\s*[\w -]+\s*=")
DEEPEST = 40  # templates within each other
INVISIBLE = frozenset(
    "ref refn cn fact clarify who when update dubious main about for redirect reflist notelist coord defaultsort toc"
    " anchor displaytitle webarchive isbn portal commons clear - main_article see_also further short_description"
    " dead_link authority_control better_source original_research by_whom citation_needed".split()
)
INVISIBLE_BEGINNINGS = ("cite ", "citation", "sfn", "efn", "harv", "use ", "infobox", "navbox", "#", "sister ")
LAST_PARAMETER = frozenset("lang langx color colour font fontcolor small abbr tooltip highlight".split())
QUOTES = ("quote", "blockquote", "cquote", "quotation")
BOXES = ("note", "notice", "tip", "warning", "caution", "important", "info", "hint", "ambox", "box")
QUOTE_MARK, BOX_MARK = "\ue010", "\ue011"
"""Characters that begin a line which a template sets apart."""


def expand_templates(text: str) -> str:
    """The text with templates replaced by what is seen of them, the innermost first."""
    text = PARAMETER.sub(lambda match: match["default"] or "", text)
    for _ in range(DEEPEST):
        text, count = TEMPLATE.subn(_seen, text)
        if not count:
            break
    return text


def _seen(match: "regex.Match[str]") -> str:
    name, *parameters = _split(match[1])
    name = " ".join(name.replace("_", " ").lower().split())
    values = [each.strip() for each in parameters if not NAMED.match(each)]
    named = [each.partition("=")[2].strip() for each in parameters if regex.match(r"\s*(?:1|text|quote)\s*=", each)]
    shown = values or named
    if name in QUOTES or name in BOXES:
        return f"\n{QUOTE_MARK if name in QUOTES else BOX_MARK}{shown[0]}\n" if shown else ""
    if name.replace(" ", "_") in INVISIBLE or name.startswith(INVISIBLE_BEGINNINGS) or _stands_alone(match):
        return ""
    return " ".join(shown[-1:] if name in LAST_PARAMETER else shown)


def _split(content: str) -> list[str]:
    """The name and the parameters of a template; a "|" in a link separates none."""
    links = LINK.findall(content)
    parts = LINK.sub("\ue012", content).split("|")
    found = iter(links)
    return [regex.sub("\ue012", lambda _: next(found), part) for part in parts]


def _stands_alone(match: "regex.Match[str]") -> bool:
    """Whether nothing but this template is in its line."""
    text = match.string
    before = text[max(text.rfind("\n", 0, match.start()), 0) : match.start()]
    after = text[match.end() : match.end() + 1]
    return not before.strip() and after in {"", "\n"}
