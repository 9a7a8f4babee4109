"""What does a button do? Its name says it, with all that is needed to do it, so that no message has to be remembered.

    pq1:more:JZMP7ZWQX77SCLGI:0:2:200000000000000002
        action, answer, page (from 0), width (sentences on each side), asker; and the message that it is about, if any

The first part is the release of this form: a button of another one is too old, or too new, and says so.
"""

from enum import StrEnum
from typing import Final, NamedTuple

import regex


class Action(StrEnum):
    """What is wanted; each goes out from the page that the button is on."""

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


class PageState(NamedTuple):
    """A page of an answer with `width` further sentences on each side of its quote, as one asker sees it.

    `about` is the message whose sources were sought, 0 for a question that was asked.
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
        """What the button is called on the wire."""
        answer, asker, page, width, about = self.view
        return f"pq1:{self.action}:{answer}:{page}:{width}:{asker}" + (f":{about}" if about else "")

    def leads_to(self, pages: int) -> PageState:
        """The page that is wanted, of an answer with so many; after the last comes the first."""
        if self.action is Action.MORE:
            return self.view._replace(width=self.view.width + 1)
        if self.action in {Action.BACK, Action.NEXT}:
            step = 1 if self.action is Action.NEXT else -1
            return self.view._replace(page=(self.view.page + step) % pages, width=0)
        return self.view


def parse_custom_id(name: str) -> ButtonPress | None:
    """The button that is called `name`, or `None` where it is none of this release."""
    found = regex.fullmatch(NAME, name)
    if not found:
        return None
    numbers = (int(found[name] or 0) for name in ("asker", "page", "width", "about"))
    view = PageState(found["answer"], *numbers)
    return ButtonPress(Action(found["action"]), view)
