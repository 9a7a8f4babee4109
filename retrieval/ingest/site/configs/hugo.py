"""What does `hugo.toml` state? https://gohugo.io/configuration/all/."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.syntax import table, toml_values, yaml_values

SUFFIXES = ("toml", "yaml", "yml")
NAMES = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in SUFFIXES
)


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the pages, and those of the languages that have one; sections with `permalinks` are left out."""
    values = toml_values(config) if config.suffix == ".toml" else yaml_values(config)
    named = {key.lower(): value for key, value in values.items()}
    if "baseurl" not in named and "title" not in named:
        return  # of another program
    top = config.parent.parent.parent if config.parent.name == "_default" else config.parent
    languages = {code: table(values, "languages", code) for code in table(values, "languages")}
    default = str(named.get("defaultcontentlanguage", "en"))
    is_below = _is_true(named.get("defaultcontentlanguageinsubdir"))
    default_folder, *mounted = [*_mounted(values), named.get("contentdir")]
    root = ContentRoot(
        Generator.HUGO,
        folder_below(top, default_folder, "content"),
        config,
        joined(named.get("baseurl"), default if is_below else ""),
        ".html" if _is_true(named.get("uglyurls")) else "/",
        keeps_case=_is_true(named.get("disablepathtolower")),
        languages=[code for code in languages if code != default],
        hidden=[f"{section}/" for section in table(values, "permalinks")],
    )
    for code, stated in languages.items():
        own = {key.lower(): value for key, value in stated.items()}
        if "contentdir" in own:
            base = joined(own.get("baseurl") or named.get("baseurl"), code if is_below or code != default else "")
            yield root._replace(folder=folder_below(top, own["contentdir"], "content"), base=base, languages=())
    yield root
    yield from (root._replace(folder=folder_below(top, path, "content")) for path in mounted if path)


def _mounted(values: Mapping[str, Any]) -> Iterator[object]:
    """The folders that are mounted as the content; without any, it is `contentDir`."""
    mounts = table(values, "module").get("mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        if isinstance(mount, dict) and mount.get("target") == "content":
            yield mount.get("source")


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"
