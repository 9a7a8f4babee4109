"""What does Sphinx's `conf.py` state? Its literals; https://www.sphinx-doc.org/en/master/usage/configuration.html.

The builder is an argument of `sphinx-build`: `dirhtml` is known only where `.readthedocs.yaml` states it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, joined
from retrieval.ingest.site.configs.syntax import python_values, table, yaml_values

NAMES = ("conf.py",)
OWN = frozenset(("extensions", "html_theme", "html_baseurl", "master_doc", "root_doc", "source_suffix"))
MOST_ABOVE = 3  # folders above `conf.py` where Read the Docs' configuration may lie


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the sources, which is that of `conf.py`; nothing where it is another program's."""
    values = python_values(config)
    if OWN.isdisjoint(values):
        return
    folders = (config.parent, *list(config.parent.parents)[:MOST_ABOVE])
    builders = {
        table(yaml_values(folder / name), "sphinx").get("builder")
        for folder in folders
        for name in (".readthedocs.yaml", ".readthedocs.yml")
    }
    ending = "/" if "dirhtml" in builders else ".html"
    base = joined(values.get("html_baseurl"))
    yield ContentRoot(Generator.SPHINX, config.parent, config, base, ending, excluded=_excluded(values))


def _excluded(values: Mapping[str, Any]) -> Sequence[str]:
    """The patterns of what becomes no page: `exclude_patterns`, and the folders of templates."""
    stated = (values.get(name) for name in ("exclude_patterns", "templates_path"))
    return [each for patterns in stated if isinstance(patterns, list | tuple) for each in patterns if _is_path(each)]


def _is_path(pattern: object) -> bool:
    return isinstance(pattern, str) and bool(pattern)
