"""What a browser says of a page is the truth: Chromium's `innerText` has each paragraph that may be quoted."""

import html
import pydoc
import shutil
import subprocess
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest

from tests.retrieval.ingest.html.page import article, quotable
from tests.retrieval.ingest.html.test_inline import SENTENCES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REFEREE = """<script>
document.querySelectorAll("del, s, strike, [style*='line-through'], .noprint, [role=doc-noteref]")
  .forEach(each => each.remove());
document.querySelectorAll("a.footnote-reference, sup:has(a[href*='#'])").forEach(each => each.remove());
document.querySelectorAll("q").forEach(each => { each.prepend("“"); each.append("”"); });
const shown = document.body.innerText;
document.documentElement.innerHTML = "<body><pre id=shown></pre></body>";
document.getElementById("shown").textContent = shown;
</script>"""
PAGES = {
    "sentences": article("".join(f"<p>{markup}</p>" for markup, _ in SENTENCES if "<script>" not in markup)),
    **{name: pydoc.HTMLDoc().page(name, pydoc.HTMLDoc().document(import_module(name))) for name in ("csv", "textwrap")},
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def inner_text(page: str, folder: Path) -> str:
    """The `innerText` of the page in Chromium, without struck-out words and marks of footnotes."""
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"{REFEREE}</body>"), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", file.as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout  # noqa: S603 -- our own page
    return html.unescape(dumped.partition('<pre id="shown">')[2].rpartition("</pre>")[0])


def folded(text: str) -> str:
    """The text in NFKC, without white space and quotation marks of any style; a small minus is a hyphen again."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("\N{MINUS SIGN}", "-")
    return plain.translate(dict.fromkeys(map(ord, "“”‘’")))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_inner_text(page: str, tmp_path: Path) -> None:
    """Each paragraph that may be quoted stands so in what Chromium shows."""
    shown = folded(inner_text(page, tmp_path))
    found = quotable(page)
    assert found
    assert [text for text in found if folded(text) not in shown] == []
