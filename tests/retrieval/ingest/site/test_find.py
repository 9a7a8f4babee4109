"""The addresses that the files of a folder get from their generator's configuration."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.folder import folder_files
from retrieval.ingest.inputs import address_of
from retrieval.ingest.site.configs.content_root import Generator
from retrieval.ingest.site.find import SiteOptions, find_pages
from retrieval.ingest.site.page import page_address

TEXT = "The gate opens at dawn, the keeper said.\n"
BASE = "https://gate.test/"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def addresses(folder: Path, options: SiteOptions = SiteOptions()) -> dict[str, str | None]:  # noqa: B008 -- frozen
    """The address of each article file of a folder that has a page."""
    files = [address_of(path) for path in folder_files(folder).articles]
    pages = find_pages(folder, files, options).pages
    return {
        Path(file).relative_to(folder).as_posix(): page_address(
            page, parse_front_matter(Path(file).read_text(encoding="utf-8")).address_keys
        )
        for file, page in pages.items()
    }


def head(**values: str) -> str:
    """A text whose front matter states these values."""
    return "\n".join(("---", *(f"{key}: {value}" for key, value in values.items()), "---", "", TEXT))


MKDOCS = "site_url: https://gate.test/wiki\n"
DOCUSAURUS = "module.exports = {url: 'https://gate.test', baseUrl: '/', presets: [['classic', {docs: {%s}}]]}"
VITEPRESS = "export default {base: '/v/', sitemap: {hostname: 'https://gate.test'}, %s}"
HUGO = 'baseURL = "https://gate.test/"\ntitle = "Gate"\n'
ASTRO = "export default defineConfig({ site: 'https://gate.test', integrations: [starlight({title: 'x'})] })"
CASES = [
    ({"mkdocs.yml": MKDOCS, "docs/a/b.md": TEXT}, "docs/a/b.md", "https://gate.test/wiki/a/b/"),
    ({"mkdocs.yml": MKDOCS, "docs/index.md": TEXT}, "docs/index.md", "https://gate.test/wiki/"),
    ({"mkdocs.yml": MKDOCS, "docs/a/README.md": TEXT}, "docs/a/README.md", "https://gate.test/wiki/a/"),
    ({"mkdocs.yml": MKDOCS, "docs/A b.md": TEXT}, "docs/A b.md", "https://gate.test/wiki/A%20b/"),
    ({"mkdocs.yml": MKDOCS, "docs/a.html": TEXT}, "docs/a.html", "https://gate.test/wiki/a.html"),
    ({"mkdocs.yml": MKDOCS + "use_directory_urls: false", "docs/a.md": TEXT}, "docs/a.md", BASE + "wiki/a.html"),
    ({"mkdocs.yml": MKDOCS + "docs_dir: text", "text/a.md": TEXT}, "text/a.md", "https://gate.test/wiki/a/"),
    (
        {"mkdocs.yml": MKDOCS + "x: !ENV [A, b]\ny: !!python/name:a.b ''", "docs/a.md": TEXT},
        "docs/a.md",
        BASE + "wiki/a/",
    ),
    ({"mkdocs.yml": MKDOCS, "docs/a.md": head(slug="other")}, "docs/a.md", "https://gate.test/wiki/a/"),
    ({"mkdocs.yml": MKDOCS, "README.md": TEXT}, "README.md", None),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/01-a/02-b.md": TEXT}, "docs/01-a/02-b.md", BASE + "docs/a/b"),
    (
        {"docusaurus.config.js": DOCUSAURUS % "", "docs/4.5-notes.md": TEXT},
        "docs/4.5-notes.md",
        BASE + "docs/4.5-notes",
    ),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/a/a.md": TEXT}, "docs/a/a.md", BASE + "docs/a/"),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/_part.md": TEXT}, "docs/_part.md", None),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/b/a.md": head(slug="/c")}, "docs/b/a.md", BASE + "docs/c"),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/b/a.md": head(slug="c")}, "docs/b/a.md", BASE + "docs/b/c"),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/b/a.md": head(id="c")}, "docs/b/a.md", BASE + "docs/b/c"),
    ({"docusaurus.config.js": DOCUSAURUS % "", "docs/a.md": head(slug="/")}, "docs/a.md", BASE + "docs/"),
    ({"docusaurus.config.ts": DOCUSAURUS % "routeBasePath: '/'", "docs/a.mdx": TEXT}, "docs/a.mdx", BASE + "a"),
    ({"docusaurus.config.js": DOCUSAURUS % "routeBasePath: f()", "docs/a.md": TEXT}, "docs/a.md", None),
    ({"w/docusaurus.config.js": DOCUSAURUS % "path: '../d'", "d/a.md": TEXT}, "d/a.md", None),
    ({"website/docusaurus.config.js": DOCUSAURUS % "path: '../d'", "d/a.md": TEXT}, "d/a.md", BASE + "docs/a"),
    (
        {"docusaurus.config.js": DOCUSAURUS % "", "versions.json": '["2.0", "1.0"]', "docs/a.md": TEXT},
        "docs/a.md",
        BASE + "docs/next/a",
    ),
    (
        {
            "docusaurus.config.js": DOCUSAURUS % "",
            "versions.json": '["2.0", "1.0"]',
            "versioned_docs/version-2.0/a.md": TEXT,
        },
        "versioned_docs/version-2.0/a.md",
        BASE + "docs/a",
    ),
    ({".vitepress/config.ts": VITEPRESS % "", "a/b.md": TEXT}, "a/b.md", BASE + "v/a/b.html"),
    ({".vitepress/config.mts": VITEPRESS % "cleanUrls: true", "a/b.md": TEXT}, "a/b.md", BASE + "v/a/b"),
    ({".vitepress/config.ts": VITEPRESS % "", "a/index.md": TEXT}, "a/index.md", BASE + "v/a/"),
    ({".vitepress/config.ts": VITEPRESS % "", "README.md": TEXT}, "README.md", BASE + "v/README.html"),
    ({".vitepress/config.ts": VITEPRESS % "srcDir: 's'", "s/a.md": TEXT}, "s/a.md", BASE + "v/a.html"),
    ({".vitepress/config.ts": VITEPRESS % "rewrites: {'a.md': 'b/c.md'}", "a.md": TEXT}, "a.md", BASE + "v/b/c.html"),
    ({".vitepress/config.ts": VITEPRESS % "rewrites: {'p/:x': ':x'}", "p/a.md": TEXT}, "p/a.md", None),
    ({"hugo.toml": HUGO, "content/Docs/My Page.md": TEXT}, "content/Docs/My Page.md", BASE + "docs/my-page/"),
    ({"hugo.toml": HUGO, "content/docs/_index.md": TEXT}, "content/docs/_index.md", BASE + "docs/"),
    ({"config.toml": HUGO, "content/docs/a.md": head(slug="b")}, "content/docs/a.md", BASE + "docs/b/"),
    ({"hugo.yaml": "baseURL: https://gate.test/", "content/a.md": head(url="/x/y/")}, "content/a.md", BASE + "x/y/"),
    ({"hugo.toml": HUGO + "uglyURLs = true", "content/a.md": TEXT}, "content/a.md", BASE + "a.html"),
    ({"hugo.toml": HUGO + '[permalinks]\nnews = "/:year/"', "content/news/a.md": TEXT}, "content/news/a.md", None),
    ({"hugo.toml": HUGO + "[languages.de]\nweight = 1", "content/a.de.md": TEXT}, "content/a.de.md", BASE + "de/a/"),
    ({"config/_default/hugo.toml": HUGO, "content/a.md": TEXT}, "content/a.md", BASE + "a/"),
    ({"book.toml": '[output.html]\nsite-url = "https://gate.test/"', "src/a.md": TEXT}, "src/a.md", BASE + "a.html"),
    (
        {"book.toml": '[output.html]\nsite-url = "https://gate.test/"', "src/a/README.md": TEXT},
        "src/a/README.md",
        BASE + "a/",
    ),
    ({"book.toml": '[output.html]\nsite-url = "/book/"', "src/a.md": TEXT}, "src/a.md", None),
    ({"conf.py": "html_baseurl = 'https://gate.test/'", "a.rst": TEXT}, "a.rst", BASE + "a.html"),
    ({"conf.py": "html_baseurl = 'https://gate.test/'", "a/index.rst": TEXT}, "a/index.rst", BASE + "a/"),
    (
        {
            "conf.py": "html_baseurl = 'https://gate.test/'",
            ".readthedocs.yaml": "sphinx: {builder: dirhtml}",
            "a.rst": TEXT,
        },
        "a.rst",
        BASE + "a/",
    ),
    ({"conf.py": "url = 'https://gate.test/'", "a.rst": TEXT}, "a.rst", None),
    *(
        ({"conf.py": f"html_baseurl = {BASE!r}\nexclude_patterns = [{pattern!r}]", name: TEXT}, name, address)
        for pattern, name, address in [
            ("drafts", "drafts/a.rst", None),
            ("drafts/*", "drafts/a.rst", None),
            ("*.rst", "a.rst", None),
            ("**/parts", "users/parts/a.rst", None),
            ("**/_*", "users/b/_a.rst", None),
            ("drafts/**", "drafts/b/a.rst", None),
            ("**.inc.rst", "b/a.inc.rst", None),
            ("drafts", "drafts-2/a.rst", BASE + "drafts-2/a.html"),
            ("*.rst", "b/a.rst", BASE + "b/a.html"),
            ("?.rst", "ab.rst", BASE + "ab.html"),
            ("a+b", "aab/a.rst", BASE + "aab/a.html"),
        ]
    ),
    ({"conf.py": f"html_baseurl = {BASE!r}\ntemplates_path = ['_t', 3]", "_t/a.rst": TEXT}, "_t/a.rst", None),
    ({"_config.yml": "url: https://gate.test\nbaseurl: /p", "a/b.md": TEXT}, "a/b.md", BASE + "p/a/b.html"),
    ({"_config.yml": "url: https://gate.test\npermalink: pretty", "b.md": TEXT}, "b.md", BASE + "b/"),
    ({"_config.yml": "url: https://gate.test", "b.md": head(permalink="/c/")}, "b.md", BASE + "c/"),
    ({"_config.yml": "url: https://gate.test", "b.md": head(permalink="/:title/")}, "b.md", None),
    ({"astro.config.mjs": ASTRO, "src/content/docs/A/b.mdx": TEXT}, "src/content/docs/A/b.mdx", BASE + "a/b/"),
    ({"astro.config.mjs": ASTRO, "src/content/docs/b.md": head(slug="c/d")}, "src/content/docs/b.md", BASE + "c/d/"),
    ({"mkdocs.yml": "site_url: http://localhost:8000/", "docs/a.md": TEXT}, "docs/a.md", None),
    ({"mkdocs.yml": "site_url: https://example.org/", "docs/a.md": TEXT}, "docs/a.md", None),
    ({"mkdocs.yml": "site_url: [", "docs/a.md": TEXT}, "docs/a.md", None),
    ({"hugo.toml": "baseURL = ", "content/a.md": TEXT}, "content/a.md", None),
    ({"conf.py": "html_baseurl = (", "a.rst": TEXT}, "a.rst", None),
    ({"docusaurus.config.js": "{" * 5000, "docs/a.md": TEXT}, "docs/a.md", None),
]


@pytest.mark.parametrize(
    ("files", "name", "address"), CASES, ids=[f"{next(iter(c[0]))}-{n}" for n, c in enumerate(CASES)]
)
def test_address(tmp_path: Path, files: Mapping[str, str], name: str, address: str | None) -> None:
    """A file has the address that its generator gives it by its configuration and its front matter, or none."""
    assert addresses(written(tmp_path, files)).get(name) == address


@pytest.mark.parametrize("below", ["", "docs", "docs/guide"])
def test_folder_of_the_site(tmp_path: Path, below: str) -> None:
    """The configuration counts for the folder beside it, for the folder of the pages, and for those below."""
    written(tmp_path, {"mkdocs.yml": MKDOCS, "docs/guide/a.md": TEXT})
    assert list(addresses(tmp_path / below).values()) == ["https://gate.test/wiki/guide/a/"]


def test_not_beyond_the_repository(tmp_path: Path) -> None:
    """A configuration outside of the folder's repository is another's."""
    written(tmp_path, {"mkdocs.yml": MKDOCS, "docs/.git/HEAD": "", "docs/a.md": TEXT})
    assert addresses(tmp_path / "docs") == {}


@pytest.mark.parametrize(
    ("files", "options", "expected"),
    [
        ({"a.md": TEXT}, SiteOptions(BASE), {"a.md": BASE + "a/"}),
        (
            {"a/index.md": TEXT, "b.pdf": "%PDF-"},
            SiteOptions(BASE),
            {"a/index.md": BASE + "a/", "b.pdf": BASE + "b.pdf"},
        ),
        ({"a.md": TEXT}, SiteOptions(BASE, Generator.MDBOOK), {"a.md": BASE + "a.html"}),
        ({"book.toml": "", "src/a.md": TEXT}, SiteOptions(BASE), {"src/a.md": BASE + "a.html"}),
        ({"mkdocs.yml": MKDOCS, "docs/a.md": TEXT}, SiteOptions(BASE), {"docs/a.md": BASE + "a/"}),
        ({"a.md": TEXT}, SiteOptions(addresses={"a.md": BASE + "x?y#z"}), {"a.md": BASE + "x?y#z"}),
        ({"a.md": head(slug="s")}, SiteOptions(BASE, addresses={"a.md": BASE + "x"}), {"a.md": BASE + "x"}),
    ],
)
def test_stated(
    tmp_path: Path, files: Mapping[str, str], options: SiteOptions, expected: Mapping[str, str | None]
) -> None:
    """What a person states counts before the configuration: the base, the generator, and single addresses."""
    assert addresses(written(tmp_path, files), options) == expected


def test_base_of_a_folder_below(tmp_path: Path) -> None:
    """A stated base is that of the folder which is added, by the rules of the site that it is part of."""
    written(tmp_path, {"book.toml": "", "src/guide/a.md": TEXT})
    assert addresses(tmp_path / "src/guide", SiteOptions(BASE)) == {"a.md": BASE + "a.html"}


def test_notes(tmp_path: Path) -> None:
    """A line says which configuration the addresses are from, one which has none, and one what a map has too many."""
    written(
        tmp_path, {"mkdocs.yml": MKDOCS, "docs/a.md": TEXT, "README.md": TEXT, "b/book.toml": "", "b/src/a.md": TEXT}
    )
    files = [address_of(path) for path in folder_files(tmp_path).articles]
    assert find_pages(tmp_path, files, SiteOptions(addresses={"c.md": BASE})).notes == (
        "addresses of 1 of 3 files: mkdocs.yml, https://gate.test/wiki/",
        "addresses of 0 of 3 files: as they are stated",
        "1 stated addresses are of no article file here: `c.md`",
        "no addresses: `b/book.toml` does not state where the site is (hint: give --base-url)",
    )
