import pytest

from retrieval.errors import UnreadableArticleError
from tests.retrieval.ingest.html.page import FILLER, PARAGRAPHS, document, page, quotable

WRAPPERS = [
    '<div class="layout-page page-with-contextual-sidebar"><main id="content-body">{}</main></div>',
    '<div class="page has-toc"><div class="content">{}</div></div>',
    '<div id="cookie-recipes" class="post">{}</div>',
    '<form action="/x"><div class="content">{}</div></form>',
    '<div class="layout two-col-sidebar-right">{}</div>',
    '<div class="sidebar">{}</div>',
    '<div class="toc">{}</div>',
    '<section class="references">{}</section>',
    '<div class="reference internal">{}</div>',
    '<div id="comments">{}</div>',
    '<div class="newsletter"><div class="footnotes-on">{}</div></div>',
    '<table><tr><td><a href="/">Home</a></td><td>{}</td></tr></table>',
    '<table width="100%"><tr><td>{}</td></tr></table>',
    '<div role="complementary">{}</div>',
    '<div class="nav"><div class="inner">{}</div></div>',
    "<center>{}</center>",
    "<div class='ad'><font size=2>{}</font></div>",
    "<app-root><app-page>{}</app-page></app-root>",
]
FURNITURE = [
    "<nav><p>Home is where the navigation of the site begins, and it goes on for a while.</p></nav>",
    '<div class="foot"><p>Jump to navigation. Skip to the sponsors of this garden site and read more there.</p></div>',
    "<footer><p>The club has its seat in the old mill, and all rights are reserved in all countries.</p></footer>",
    '<div class="cookie-banner"><p>We use cookies to make this site better for all of you, every day.</p></div>',
    '<ul class="menu"><li><a href="/a">About</a></li><li><a href="/b">Board</a></li></ul>',
    '<div><a href="/1">Another article on gardens</a> <a href="/2">And another one on tools</a></div>',
    '<div role="dialog"><p>Sign up for the letter of the garden and never miss a day of it.</p></div>',
    '<section class="comments"><p>I do not agree with any of this, and I said so at the last meeting.</p></section>',
    '<div class="share-buttons"><button>Tweet</button> <button>Mail</button></div>',
    '<div class="breadcrumbs"><a href="/">Home</a> › <a href="/g">Garden</a> › Rules</div>',
]


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrapper(wrapper: str) -> None:
    """What has most of the page's text is the article, however it is called."""
    assert quotable(page(wrapper.format(f"<h1>Garden rules</h1>{PARAGRAPHS}"))) == FILLER


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture(furniture: str) -> None:
    """Menus, banners, links and comments round the article are not quoted."""
    assert quotable(page(f"<div class=content><h1>Garden rules</h1>{PARAGRAPHS}</div>{furniture}")) == FILLER


def test_note() -> None:
    """A note says so when little of a page is read."""
    links = "".join(f'<li><a href="/{number}">Another page number {number}</a></li>' for number in range(200))
    (note,) = document(page(f"<div><h1>Garden rules</h1>{PARAGRAPHS}</div><ul>{links}</ul>")).notes
    assert note.startswith("`a.html`: only ")
    assert "words are read" in note
    assert document(page(PARAGRAPHS)).notes == ()


def test_nothing_but_links() -> None:
    """A page of menus alone is refused with one line."""
    with pytest.raises(UnreadableArticleError, match="holds no"):
        document(page("<nav><ul><li><a href=/>Home</a></li></ul></nav>"))
