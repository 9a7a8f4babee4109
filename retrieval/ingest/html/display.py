"""How does a browser show an element? As a block or in the line, or not at all.

Style sheets are not read: what counts are the tag, `hidden`, and the `style` of the element itself.
"""

import regex

from retrieval.ingest.html.tree import Element

HEADING_TAGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_TAGS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer"
    " form frameset header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search section"
    " summary table caption colgroup tbody td tfoot th thead tr ul xmp".split()
).union(HEADING_TAGS)
UNSEEN_TAGS = frozenset(
    "head script style template noscript title meta link base datalist param source track area rp svg canvas audio"
    " video"
    " iframe frame noframes noembed object embed applet img map input select textarea meter progress"
    " annotation annotation-xml".split()
)
"""Elements that hold no text for readers: scripts, pictures, media, and fields whose text is what a visitor enters."""

STRUCK_TAGS = frozenset(("del", "s", "strike"))
NOTE_MARK_CLASSES = frozenset(
    "footnote-ref footnote-reference footnoteref footnote-anchor footnote-link fn-ref fnref footnote-backref"
    " footnote-back reversefootnote citeref mw-ref easy-footnote noteref doc-noteref".split()
)
NOTE_MARK_ROLES = frozenset(("doc-noteref", "doc-backlink"))
PERMALINK_CLASSES = frozenset(
    "headerlink anchorjs-link hash-link permalink anchor-link mw-editsection heading-link header-anchor heading-anchor"
    " direct-link octicon-link sl-anchor-link copybtn".split()
)
UNSEEN_CLASSES = frozenset(
    "katex-html mjx_assistive_mathml linenos lineno linenumber line-number line-numbers linenodiv gutter"
    " react-syntax-highlighter-line-number test-arrow".split()
)
"""Classes of what repeats the text beside it, or numbers its lines."""

MARKS = regex.compile(r"[\s\[\](){}.,;:*†‡§¶#↩↑^⁰¹²³⁴-⁹🔗\ufe0e\ufe0f-]*")
NOTE_MARK = regex.compile(
    r"\s*+(?:[\[(]?\s*+(?:[0-9]{1,3}|(?:note|nb|n|fn)\.?\s*+[0-9]{1,3}|\p{L})\s*+[\])]?[,;\s]*+)++"
    r"|[\s\[\](),;*†‡§¶#↩↑^⁰¹²³⁴-⁹]+"
)
DISPLAY = regex.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", regex.IGNORECASE)
INVISIBLE = regex.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)", regex.IGNORECASE)
STRUCK = regex.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", regex.IGNORECASE)
INLINE_DISPLAYS = frozenset(("inline", "inline-block", "inline-flex", "contents", "inline-table", "ruby"))
BLOCK_DISPLAYS = frozenset("block flex grid list-item flow-root table table-row table-cell".split())


def is_unseen(element: Element) -> bool:
    """Whether the element's text is none that readers see, or is no word of it: hidden, struck out, a note's mark."""
    if element.tag in UNSEEN_TAGS or element.tag in STRUCK_TAGS:
        return True
    if not element.attributes:
        return element.tag == "sup" and is_note_mark(element)
    return _is_hidden(element) or _is_repeated(element) or is_note_mark(element) or _is_permalink(element)


def is_block(element: Element) -> bool:
    """Whether a browser begins a new line before and after the element."""
    if style := element.attributes.get("style"):
        display = DISPLAY.search(style)
        if display and display[1].lower() in INLINE_DISPLAYS:
            return False
        if display and display[1].lower() in BLOCK_DISPLAYS:
            return True
    return element.tag in BLOCK_TAGS


def is_note_mark(element: Element) -> bool:
    """Whether the element is the mark of a footnote, such as "[1]", which is no word of the sentence."""
    if is_block(element):
        return False
    if element.get("role").strip().lower() in NOTE_MARK_ROLES or "noteref" in element.get("epub:type"):
        return True
    classes = element.classes()
    if not classes.isdisjoint(NOTE_MARK_CLASSES):
        return NOTE_MARK.fullmatch(element.text()) is not None
    if element.tag != "sup":
        return False
    if not classes.isdisjoint(("reference", "noprint", "inline-template", "template-fact")):
        return True
    links = [each for each in element.descendants() if each.tag == "a"]
    leads_to_note = any("#" in link.get("href") for link in links)
    return leads_to_note and NOTE_MARK.fullmatch(element.text()) is not None


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    if "hidden" in attributes and element.get("hidden") != "until-found":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    display = DISPLAY.search(style)
    return bool((display and display[1].lower() == "none") or INVISIBLE.search(style) or STRUCK.search(style))


def _is_repeated(element: Element) -> bool:
    return "class" in element.attributes and not element.classes().isdisjoint(UNSEEN_CLASSES)


def _is_permalink(element: Element) -> bool:
    """Whether the element is a link to the heading or paragraph that it stands in, such as "¶"."""
    if element.tag not in {"a", "button", "span", "div"}:
        return False
    classes = element.classes()
    if "mw-editsection" in classes or "copybtn" in classes:
        return True
    is_marked = not classes.isdisjoint(PERMALINK_CLASSES) or "anchor" in classes
    is_local = element.tag == "a" and "#" in element.get("href")
    return (is_marked or is_local) and MARKS.fullmatch(element.text()) is not None
