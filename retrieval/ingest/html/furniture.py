"""Which names do the parts of a page have that are not its article? Whole tags, roles, classes and ids."""

from typing import Final

from retrieval.ingest.html.landmarks import names_of
from retrieval.ingest.html.tree import Element

TAGS: Final = frozenset(("nav", "footer", "dialog"))
ROLES: Final = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar doc-toc toolbar tablist".split()
)
NAMES: Final = frozenset(
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar foot footer banner cookie cookies cookie-consent"
    " cookie-banner cookie-notice consent gdpr newsletter newsletter-signup share sharing social social-share"
    " social-links"
    " share-buttons sharebuttons addtoany related related-posts related-articles related-content related-links"
    " pagination"
    " pager toc table-of-contents noprint navbox advertisement ad ads advert recommended recommendations popup modal"
    " skip-link subscribe subscription login tags post-tags tag-list author-bio author-box jp-relatedposts sharedaddy"
    " site-header site-footer page-footer page-header masthead widget-area sphinxsidebar wy-nav-side"
    " headerlink prev-next related-topics edit-this-page page-tools".split()
)
COMMENTS: Final = frozenset(
    "comments comment-list commentlist comments-area comments-container commentscontainer comments-section"
    " comments-wrapper"
    " comments-list comment-section comment-thread commentthread disqus_thread respond epoch-comments livefyre"
    " fb-comments"
    " user-comments article-comments post-comments".split()
)


def is_named_furniture(element: Element) -> bool:
    """Whether the element is called a part of the page that is not its article."""
    has_role = element.get("role").strip().lower() in ROLES
    return element.tag in TAGS or has_role or not names_of(element).isdisjoint(NAMES)


def is_comments(element: Element) -> bool:
    """Whether the element is called the comments of the page's visitors."""
    return not names_of(element).isdisjoint(COMMENTS)
