"""What does `book.toml` state? https://rust-lang.github.io/mdBook/format/configuration/."""

from collections.abc import Iterator
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.syntax import table, toml_values

NAMES = ("book.toml",)


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the chapters; most books state only the path of `site-url`, and so no base."""
    values = toml_values(config)
    folder = folder_below(config.parent, table(values, "book").get("src"), "src")
    yield ContentRoot(Generator.MDBOOK, folder, config, joined(table(values, "output", "html").get("site-url")))
