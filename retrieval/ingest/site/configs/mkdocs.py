"""What does `mkdocs.yml` state? https://www.mkdocs.org/user-guide/configuration/."""

from collections.abc import Iterator
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.syntax import yaml_values

NAMES = ("mkdocs.yml", "mkdocs.yaml")


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the pages; `use_directory_urls: false` makes "a.html" of "a/"."""
    values = yaml_values(config)
    is_flat = str(values.get("use_directory_urls", "")).lower() in {"false", "no", "off"}
    yield ContentRoot(
        Generator.MKDOCS,
        folder_below(config.parent, values.get("docs_dir"), "docs"),
        config,
        joined(values.get("site_url")),
        ".html" if is_flat else "/",
    )
