"""How is reStructuredText read whose directives and roles docutils does not know? Each gives what a reader would see.

docutils looks directives and roles up in two functions of its modules; Sphinx replaces them in the same way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles

from retrieval.ingest.rst.sphinx_directives import DIRECTIVES, Body, LenientOptions, ObjectDescription
from retrieval.ingest.rst.sphinx_roles import NATIVE_ROLES, read_role

AUTODOC = ("autoclass", "autofunction", "automethod", "autodata", "autoattribute", "autoexception", "autoproperty")
Found = tuple[Any, list[nodes.system_message]]


@contextmanager
def lenient_registry() -> Iterator[None]:
    """Within `with`, no directive and no role is unknown."""
    known_directive, known_role = directives.directive, roles.role
    directives.directive = _lenient_directives(known_directive)
    roles.role = _lenient_roles(known_role)
    try:
        yield
    finally:
        directives.directive, roles.role = known_directive, known_role


def _lenient_directives(known: Callable[..., Found]) -> Callable[..., Found]:
    def directive(name: str, language: object, document: nodes.document) -> Found:
        if own := DIRECTIVES.get(name.lower()):
            return own, []
        if ":" in name or name.startswith(AUTODOC):  # such as "py:function"
            return ObjectDescription, []
        native, _ = known(name, language, document)
        return _with_any_options(native) if native else Body, []

    return directive


def _with_any_options(native: type[Directive]) -> type[Directive]:
    """A directive of docutils that takes options which it does not know, and then ignores them."""
    if not native.option_spec:  # which is left to what the directive itself makes of its content
        return native
    return type(native.__name__, (native,), {"option_spec": LenientOptions(native.option_spec)})


def _lenient_roles(known: Callable[..., Found]) -> Callable[..., Found]:
    def role(name: str, language: object, line: int, reporter: object) -> Found:
        is_own = name in vars(roles)["_roles"]  # those that the document itself defines
        found, _ = known(name, language, line, reporter) if is_own or name.lower() in NATIVE_ROLES else (None, [])
        return found or read_role, []

    return role
