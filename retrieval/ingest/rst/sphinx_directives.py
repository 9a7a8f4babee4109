"""What does a reader see of a directive? Each class reads one kind of those that docutils does not know."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.states import SubstitutionDef


class LenientOptions(dict[str, Callable[[str], Any]]):
    """The options of a directive; those that are not known are taken as they are."""

    def __init__(self, known: Mapping[str, Callable[[str], Any]]) -> None:
        super().__init__(known)

    def __bool__(self) -> bool:
        """Whether there may be options: always."""
        return True

    def __missing__(self, key: str) -> Callable[[str], Any]:
        """The conversion for an option that is not known."""
        return lambda value: value


class Lenient(Directive):
    """A directive with any arguments, options and content."""

    optional_arguments = 1_000
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = LenientOptions({})

    @property
    def argument(self) -> str:
        """All arguments, as they stand in the source."""
        return " ".join(self.arguments)

    def body(self) -> list[nodes.Node]:
        """The nodes of the content."""
        parent = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, parent, match_titles=True)
        return parent.children

    def nothing(self) -> list[nodes.Node]:
        """No nodes, or in the definition of a substitution one without text: docutils takes no empty definition."""
        return [nodes.inline()] if isinstance(self.state, SubstitutionDef) else []

    def inline(self, text: str) -> list[nodes.Node]:
        """The nodes of a line of text with markup."""
        found: list[nodes.Node] = self.state.inline_text(text, self.lineno)[0]
        return found


class Body(Lenient):
    """A directive of which the content is shown."""

    def run(self) -> list[nodes.Node]:
        """The content."""
        return self.body() or self.nothing()


class Nothing(Lenient):
    """A directive of which nothing is shown, or nothing that can be read from this file alone."""

    def run(self) -> list[nodes.Node]:
        """Nothing."""
        return self.nothing()


class Titled(Lenient):
    """A directive with a visible title: a tab, a card, a line in the middle."""

    def run(self) -> list[nodes.Node]:
        """The title as a paragraph, and the content."""
        title = [nodes.paragraph("", "", *self.inline(self.argument))] if self.arguments else []
        return [*title, *self.body()]


class Code(Lenient):
    """Source code, with its language as the argument and perhaps a caption."""

    def run(self) -> list[nodes.Node]:
        """The code as it stands."""
        code = "\n".join(self.content)
        block = nodes.literal_block(code, code, language=self.argument or None)
        if not self.options.get("caption"):
            return [block]
        return [nodes.caption("", "", *self.inline(self.options["caption"])), block]


class SeeAlso(Lenient):
    """Sphinx's box of references."""

    def run(self) -> list[nodes.Node]:
        """An admonition with its title."""
        first = [nodes.paragraph("", "", *self.inline(self.argument))] if self.arguments else []
        return [nodes.admonition("", nodes.title("", "See also"), *first, *self.body())]


class VersionNote(Lenient):
    """Since when there is something, as Sphinx words it."""

    def run(self) -> list[nodes.Node]:
        """A paragraph such as "Added in version 3.2: …", and the rest of the content."""
        version, _, text = self.argument.partition(" ")
        label = f"{VERSION_NOTES[self.name.lower()]} {version}"
        content = self.body()
        said = self.inline(text) if text else []
        if not said and content and isinstance(content[0], nodes.paragraph):
            said = list(content.pop(0).children)
        first = nodes.paragraph("", f"{label}: " if said else f"{label}.", *said)
        return [first, *content]


class ObjectDescription(Lenient):
    """A function, class, option … with what is said of it: Sphinx's domains."""

    def run(self) -> list[nodes.Node]:
        """A definition list: the signatures, then the content."""
        signatures = [line.strip() for line in self.argument.replace("\\\n", " ").splitlines() if line.strip()]
        terms = [nodes.term("", signature) for signature in signatures]
        return [nodes.definition_list("", nodes.definition_list_item("", *terms, nodes.definition("", *self.body())))]


VERSION_NOTES = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}
KINDS: dict[type[Lenient], str] = {
    Nothing: "toctree index contents sectnum section-numbering highlight currentmodule tabularcolumns tags meta raw"
    " include literalinclude image video youtube graphviz digraph graph mermaid uml plantuml todo todolist testsetup"
    " testcleanup default-domain target-notes bibliography autosummary date program highlightlang feed postlist update"
    " inheritance-diagram",
    Titled: "tab-item tab group-tab code-tab card grid-item-card dropdown collapse details centered",
    Code: "code code-block sourcecode prompt testcode testoutput doctest ipython jupyter-execute console"
    " productionlist",
    SeeAlso: "seealso",
    VersionNote: " ".join(VERSION_NOTES),
    ObjectDescription: "function class method attribute data exception classmethod staticmethod property decorator"
    " decoratormethod module option cmdoption envvar confval describe object macro type struct member var enum"
    " enumerator union opcode pdbcommand setting signal templatetag templatefilter fieldlookup django-admin",
}
DIRECTIVES = {name: kind for kind, names in KINDS.items() for name in names.split()}
"""The class of each directive of Sphinx and its usual extensions; the content of any other is shown."""
