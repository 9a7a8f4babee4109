"""What does the `astro.config.mjs` of a Starlight documentation state? https://starlight.astro.build/guides/pages/."""

from collections.abc import Iterator
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.javascript import js_objects, outermost_values
from retrieval.ingest.site.configs.syntax import config_text

NAMES = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "js", "ts", "mts", "cjs"))
ENDINGS = {"never": "", "always": "/", "ignore": "/"}


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the pages, which is `src/content/docs` unless `srcDir` is another."""
    objects = js_objects(config_text(config))
    top = outermost_values(objects)
    folder = folder_below(config.parent, top.get("srcDir"), "src") / "content/docs"
    ending = ENDINGS.get(str(top.get("trailingSlash", "ignore")), "/")
    yield ContentRoot(Generator.STARLIGHT, folder, config, joined(top.get("site"), top.get("base", "")), ending)
