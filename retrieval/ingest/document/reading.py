"""What has come out of a file or page? Its articles, and a word on what could not be taken as it stands."""

from typing import NamedTuple

from retrieval.records import Article


class Reading(NamedTuple):
    """The articles that were read (a feed gives several), and one line for each thing that needs a word."""

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()
