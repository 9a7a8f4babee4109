"""What does `docusaurus.config.js` state? https://docusaurus.io/docs/api/docusaurus-config.

The docs lie in `docs` and are published below `routeBasePath`. With versions, the first of `versions.json` is published
there, the others below their names, and what is in `docs` itself below "next".
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.javascript import JsObject, first_values, js_objects, outermost_values
from retrieval.ingest.site.configs.syntax import config_text

NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts"))
MOST_VERSIONS = 100


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folders of the docs, their versions, further docs of plugins, and the pages outside of them."""
    objects = js_objects(config_text(config))
    top = outermost_values(objects)
    base = joined(top.get("url"), top.get("baseUrl"))
    ending = "/" if top.get("trailingSlash") is True else ""
    for docs in _docs(objects):
        yield from _instance(config, docs, base, ending)
    yield ContentRoot(Generator.DOCUSAURUS, config.parent / "src/pages", config, base, ending, keeps_numbers=True)


def _docs(objects: list[JsObject]) -> Iterator[Mapping[str, str | bool | None]]:
    """The options of each instance of the docs plugin; the preset has one unless it says `docs: false`."""
    plugins = [each.values for each in objects if each.label.endswith("plugin-content-docs")]
    preset = [each.values for each in objects if each.path == ("presets", "docs")]
    yield from (*preset, *plugins)
    if not preset and not plugins and first_values(objects, "presets").get("docs") is not False:
        yield {}


def _instance(
    config: Path, docs: Mapping[str, str | bool | None], base: str | None, ending: str
) -> Iterator[ContentRoot]:
    name = docs.get("id")
    prefix = f"{name}_" if isinstance(name, str) and name != "default" else ""
    route, versions = docs.get("routeBasePath", "docs"), _versions(config.parent / f"{prefix}versions.json")
    folder = folder_below(config.parent, docs.get("path"), "docs")
    last = docs.get("lastVersion") or (versions[0] if versions else "current")
    for version in ("current", *versions):
        own = folder if version == "current" else config.parent / f"{prefix}versioned_docs/version-{version}"
        below = "" if version == last else "next" if version == "current" else version
        yield ContentRoot(
            Generator.DOCUSAURUS,
            own,
            config,
            joined(base, route, below),
            ending,
            keeps_numbers=docs.get("numberPrefixParser") is False,
        )


def _versions(path: Path) -> list[str]:
    try:
        found = json.loads(config_text(path) or "[]")
    except (ValueError, RecursionError):
        return []
    return [each for each in found if isinstance(each, str)][:MOST_VERSIONS] if isinstance(found, list) else []
