"""What does `.vitepress/config.ts` state? https://vitepress.dev/reference/site-config.

The public host stands in `sitemap.hostname` alone. Rewrites count where both sides are plain paths; of a file that
another rewrite may move, the address is not known.
"""

from collections.abc import Iterator
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.javascript import first_values, js_objects, outermost_values
from retrieval.ingest.site.configs.syntax import config_text

NAMES = tuple(f".vitepress/config.{suffix}" for suffix in ("js", "ts", "mjs", "mts", "cjs", "cts"))
PATTERN = frozenset(":*(")


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the pages, which is `srcDir` in the folder that `.vitepress` lies in."""
    objects = js_objects(config_text(config))
    top = outermost_values(objects)
    rewrites = {key: value for key, value in first_values(objects, "rewrites").items() if isinstance(value, str)}
    yield ContentRoot(
        Generator.VITEPRESS,
        folder_below(config.parent.parent, top.get("srcDir"), "."),
        config,
        joined(first_values(objects, "sitemap").get("hostname"), top.get("base", "")),
        "" if top.get("cleanUrls") is True else ".html",
        rewrites={key: value for key, value in rewrites.items() if PATTERN.isdisjoint(key)},
        hidden=[_before_pattern(key) for key in rewrites if not PATTERN.isdisjoint(key)],
    )


def _before_pattern(path: str) -> str:
    """The folder before the first segment of a path that is a pattern, with a slash at its end; empty for all."""
    segments = path.split("/")
    plain = next(number for number, segment in enumerate(segments) if not PATTERN.isdisjoint(segment))
    return "".join(f"{segment}/" for segment in segments[:plain])
