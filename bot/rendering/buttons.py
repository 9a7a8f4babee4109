"""What does a button do? Its custom_id says so, with all state that the action needs, so no message is kept in memory.

    pq1:more:JZMP7ZWQX77SCLGI:0:2:200000000000000002
        action, answer, page (from 0), width (sentences on each side), asker; and the message that it is about, if any
    pq1:nearest:jzmp7z
        below a refusal; and the article that alone was searched, if any

The first part is the version of this format: a button of another version is rejected with a message.
"""

from enum import StrEnum
from typing import Final, NamedTuple

import regex


class Action(StrEnum):
    """What a press does to the page that the button is on."""

    BACK = "back"
    NEXT = "next"
    MORE = "more"
    EXACT = "exact"
    POST = "post"
    DISMISS = "dismiss"


NAME: Final = (
    rf"pq1:(?P<action>{'|'.join(Action)}):(?P<answer>[A-Z2-7]{{16}})"
    r":(?P<page>[0-9]{1,2}):(?P<width>[0-9]{1,4}):(?P<asker>[0-9]{1,20})"
    r"(?::(?P<about>[0-9]{1,20}))?"
)


NEAREST_NAME: Final = r"pq1:nearest(?::(?P<source>[0-9a-z]{1,64}))?"
ANY_NAME: Final = f"(?:{NAME}|{NEAREST_NAME})"


class PageState(NamedTuple):
    """A page of an answer with `width` further sentences on each side of its quote, as one asker sees it.

    `about` is the id of the message whose sources were requested, 0 where a question was asked.
    """

    answer: str
    asker: int
    page: int = 0
    width: int = 0
    about: int = 0


class ButtonPress(NamedTuple):
    """A button on a page: what it does, and the page."""

    action: Action
    view: PageState

    @property
    def name(self) -> str:
        """The button's custom_id."""
        answer, asker, page, width, about = self.view
        return f"pq1:{self.action}:{answer}:{page}:{width}:{asker}" + (f":{about}" if about else "")

    def leads_to(self, pages: int) -> PageState:
        """The page to show after the press, of an answer with `pages` pages; the last is followed by the first."""
        if self.action is Action.MORE:
            return self.view._replace(width=self.view.width + 1)
        if self.action in {Action.BACK, Action.NEXT}:
            step = 1 if self.action is Action.NEXT else -1
            return self.view._replace(page=(self.view.page + step) % pages, width=0)
        return self.view


class NearestPress(NamedTuple):
    """A button below a refusal, which shows what comes nearest in the article with the id `source`, or in all."""

    source: str = ""

    @property
    def name(self) -> str:
        """The button's custom_id."""
        return f"pq1:nearest:{self.source}" if self.source else "pq1:nearest"


Press = ButtonPress | NearestPress


def parse_custom_id(name: str) -> Press | None:
    """The button with this custom_id, or `None` where it is not one of this version."""
    found = regex.fullmatch(ANY_NAME, name)
    if not found:
        return None
    if not found["action"]:
        return NearestPress(found["source"] or "")
    numbers = (int(found[name] or 0) for name in ("asker", "page", "width", "about"))
    view = PageState(found["answer"], *numbers)
    return ButtonPress(Action(found["action"]), view)
