"""What does a piece of code on a page say, and in which language is it? `<pre>` → its lines, as they are shown."""

from typing import Final

import regex

from retrieval.ingest.html.display import is_block, is_unseen
from retrieval.ingest.html.tree import Element

LANGUAGE_CLASS: Final = regex.compile(
    r"(?:language|lang|highlight-source|highlight|brush|src|sourcecode)[-_:]([\w+#.-]+)"
)
LANGUAGE_ATTRIBUTES: Final = ("data-lang", "data-language", "data-code-language", "lang-name")
BESIDE_LANGUAGE: Final = frozenset(
    ("sourcecode", "src", "highlight", "prettyprint", "code", "literal-block", "programlisting")
)
"""Classes beside which another class is the name of the language, as in pandoc's "sourceCode python"."""
NO_LANGUAGE: Final = frozenset(
    "none default text plaintext plain nohighlight txt numbersource numberlines wrap line-numbers notranslate hljs"
    " source"
    " chroma highlighter-rouge literal linenums code-toolbar shiki".split()
)


def code_text(pre: Element) -> str:
    """The lines of a `<pre>`, verbatim, without the blank ones round them."""
    pieces: list[str] = []
    _collect(pre, pieces)
    text = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return regex.sub(r"\A(?:[ \t]*\n)+|(?<!\s)\s++\Z", "", text)


def code_language(path: "list[Element]") -> str | None:
    """The language that the classes of a `<pre>` state, or those of elements round it or of the `<code>` in it."""
    for element in path:
        stated = next(filter(None, map(element.get, LANGUAGE_ATTRIBUTES)), "").strip().lower()
        if stated and stated not in NO_LANGUAGE:
            return stated
        classes = element.get("class").lower().replace("brush: ", "brush:").split()
        names = [match[1] for each in classes if (match := LANGUAGE_CLASS.fullmatch(each))]
        if not BESIDE_LANGUAGE.isdisjoint(classes):
            names += [
                each for each in classes if each not in BESIDE_LANGUAGE and regex.fullmatch(r"[a-z+#]{1,12}", each)
            ]
        for name in names:
            if name not in NO_LANGUAGE:
                return name
    return None


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag == "br":
            pieces.append("\n")
        elif not is_unseen(child):
            is_line = is_block(child)
            if is_line and pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            _collect(child, pieces)
            if is_line and pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
