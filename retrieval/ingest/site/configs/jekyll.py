"""What does Jekyll's `_config.yml` state? https://jekyllrb.com/docs/configuration/options/."""

from collections.abc import Iterator
from pathlib import Path

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, folder_below, joined
from retrieval.ingest.site.configs.syntax import yaml_values

NAMES = ("_config.yml", "_config.yaml")
ENDINGS = {"pretty": "/", "/:path/": "/", "/:title/": "/", "/:path/:basename/": "/", "none": ".html", "": ".html"}


def content_roots(config: Path) -> Iterator[ContentRoot]:
    """The folder of the pages, which is that of the configuration unless it names a `source`."""
    values = yaml_values(config)
    ending = ENDINGS.get(str(values.get("permalink", "")), ".html")
    folder = folder_below(config.parent, values.get("source"), ".")
    yield ContentRoot(Generator.JEKYLL, folder, config, joined(values.get("url"), values.get("baseurl", "")), ending)
