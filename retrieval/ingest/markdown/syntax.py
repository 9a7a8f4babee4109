"""Which Markdown is read? CommonMark with GitHub's extensions and those of the common site generators.

The rules of each family of extensions stand in a file of their own; here they are put together.
"""

from functools import cache
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from retrieval.ingest.markdown.asides import add_asides
from retrieval.ingest.markdown.directives import add_admonitions, is_container, is_prose_directive
from retrieval.ingest.markdown.jsx import add_jsx, add_mdx
from retrieval.ingest.markdown.rules import add_nesting_limit
from retrieval.ingest.markdown.spans import add_spans
from retrieval.ingest.markdown.templates import add_templates, parse_link_destination


@cache
def markdown_parser(*, is_mdx: bool = False) -> MarkdownIt:
    """The parser for Markdown, or for MDX, where HTML is JSX and indentation makes no code."""
    parser = MarkdownIt("commonmark")
    parser.enable(["table", "strikethrough"])
    parser.options["tasklists"] = True
    parser.options["strikethrough_single_tilde"] = True
    functions = SimpleNamespace(**{name: getattr(helpers, name) for name in helpers.__all__})
    functions.parseLinkDestination = parse_link_destination
    vars(parser).update(
        helpers=functions, validateLink=lambda _url: True
    )  # links are never followed: their text is read
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_blank_lines=False)
    parser.use(footnote_plugin).use(deflist_plugin).use(add_admonitions).use(myst_role_plugin)
    parser.use(container_plugin, "colon", marker=":", validate=is_container)
    parser.use(container_plugin, "directive", marker="`", validate=is_prose_directive)
    parser.use(container_plugin, "directive_tilde", marker="~", validate=is_prose_directive)
    parser.use(add_spans).use(add_asides).use(add_templates).use(add_jsx)
    if is_mdx:
        parser.use(add_mdx)
    return parser.use(add_nesting_limit)
