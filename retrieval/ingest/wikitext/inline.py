"""What does a reader see of a line of wikitext? Its text without links' targets, quotes' marks and tags."""

from html import unescape

import regex

from retrieval.ingest.document.superscripts import subscript, superscript

FILES = "(?:file|image|media|datei|bild|fichier|archivo|imagen|immagine|plik|ficheiro|bestand|файл|изображение)"
CATEGORIES = r"(?:category|kategorie|catégorie|categoría|categoria|kategoria|categorie|категория|カテゴリ|分类)"
LINK = regex.compile(r"\[\[([^\[\]]*)\]\]")
FILE = regex.compile(rf"\s*{FILES}\s*:", regex.IGNORECASE)
UNSEEN = regex.compile(rf"\s*{CATEGORIES}\s*:", regex.IGNORECASE)
EXTERNAL = regex.compile(r"\[(?:https?:|ftp:|mailto:|//)[^\s\[\]]*(?:[ \t]+(?P<text>[^\[\]\n]*))?\]")
STRUCK = regex.compile(r"<(?P<tag>s|del|strike)\b[^<>]*>.*?</(?P=tag)\s*>", regex.DOTALL | regex.IGNORECASE)
RAISED = regex.compile(r"<(?P<tag>sup|sub)\b[^<>]*>(?P<text>[^<>]*)</(?P=tag)\s*>", regex.IGNORECASE)
BREAK = regex.compile(r"<br\s*/?>\s*", regex.IGNORECASE)
TAG = regex.compile(r"</?[a-zA-Z][^<>]*>")
EMPHASIS = regex.compile(r"'{2,}")
SWITCH = regex.compile(r"__[A-Z]{3,}__")
PIPE_TRICK = regex.compile(r"(?<!\s)\s*+\([^()]*+\)$|^[^:]*+:")
FILE_OPTION = regex.compile(
    r"\s*(?:thumb|thumbnail|mini|frame|frameless|border|left|right|center|none|(?:\d*+x)?\d++px|[a-z]++=.*+)\s*+"
)
DEEPEST = 10  # links within the captions of pictures


def without_links(text: str, captions: list[str]) -> str:
    """The text with links as they are shown; the captions of pictures are added to `captions`."""
    for _ in range(DEEPEST):
        text, count = LINK.subn(lambda match: _shown(match[1], captions), text)
        if not count:
            break
    return EXTERNAL.sub(lambda match: match["text"] or "", text)


def plain(text: str) -> str:
    """The text of a line whose links are resolved, as a reader sees it."""
    text = RAISED.sub(_raised, STRUCK.sub("", text))
    text = TAG.sub("", BREAK.sub("\0", text))
    text = unescape(SWITCH.sub("", EMPHASIS.sub("", text)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\0"))))


def _raised(match: "regex.Match[str]") -> str:
    return (superscript if match["tag"].lower() == "sup" else subscript)(unescape(match["text"]))


def _shown(content: str, captions: list[str]) -> str:
    target, *parts = content.split("|")
    if FILE.match(target):
        captions += [part for part in parts[-1:] if part.strip() and not FILE_OPTION.fullmatch(part)]
        return ""
    if UNSEEN.match(target):
        return ""
    label = parts[-1] if parts else target.strip().removeprefix(":")
    return label or PIPE_TRICK.sub("", target)
