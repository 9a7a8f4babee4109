"""Whatever is said, what goes over the wire is valid by Discord's own document and within its limits."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.corpora.autocomplete import label
from bot.rendering.buttons import Action, ButtonPress, PageState
from bot.rendering.citation import inline, link
from bot.rendering.layout import Layout
from bot.rendering.limits import BUTTON_URL
from bot.rendering.message import QUESTION, Button, Part, page_parts
from bot.replies.pages import LABELS
from retrieval.answers import Quote, section_link
from tests.bot.answers import quote, source
from tests.bot.hostile import hostile
from tests.bot.rendering.test_message import long_texts, quotes
from tests.discord import rules
from tests.discord.message_rules import COMPONENTS_V2, message_problems, overweight
from tests.discord.openapi import Document
from tests.discord.traffic import Json
from tests.tiers import examples

EDIT = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
FAMILY = "👩‍👩‍👧‍👦"
directives = st.sampled_from(["", "text=a,b", f"text={'a' * 480}"])
views = st.builds(PageState, st.just("A" * 16), st.integers(0, 2**63 - 1), st.integers(0, 99), st.integers(0, 9999))


def body_of(message: list[Part]) -> Json:
    """The body of an edit that shows the message."""
    components: list[Json] = Layout(message).to_components()  # type: ignore[no-untyped-call]  # as discord.py has it
    return {"flags": COMPONENTS_V2, "components": components}


def check(body: Json, spec: Document | None) -> None:
    """The body breaks no rule."""
    assert message_problems(body) == []
    assert overweight(body) == ""
    assert not spec or spec.problems("PATCH", EDIT, body) == []


@given(quotes(), hostile | long_texts, directives, views)
@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@example(quote("漢" * 4000, url="https://e.org/漢"), "漢" * 500, "text=a", PageState("A" * 16, 1))
@example(
    quote("*" * 4000, title="*" * 500, publisher="👩‍👩‍👧‍👦" * 90, file="*" * 500),
    "👩‍👩‍👧‍👦" * 90,
    "",
    PageState("A" * 16, 1),
)
def test_pages(spec: Document | None, here: Quote, question: str, text_fragment: str, view: PageState) -> None:
    """A page of an answer, with all the buttons that there are."""
    head = f"**{inline(question, QUESTION) or '?'}**"
    *above, last = page_parts(head, here, number="10 of 10", text_fragment=text_fragment)
    buttons = tuple(
        Button(LABELS[action], ButtonPress(action, view).name) for action in Action if action is not Action.POST
    )
    check(body_of([*above, last._replace(buttons=buttons)]), spec)


@given(hostile | long_texts, hostile | long_texts, st.integers(0, 9))
def test_links(url: str, text_fragment: str, page: int) -> None:
    """An address is one that a button takes, or there is none, whatever it is and whatever place it leads to."""
    for address in (url, f"https://e.org/{url}"):
        found = link(section_link(source(url=address, page=page or None)), text_fragment)
        assert found is None or (len(found) <= BUTTON_URL and found.startswith("http"))


@given(st.lists(hostile | long_texts, max_size=25))
@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_choices(spec: Document | None, names: list[str]) -> None:
    """What is offered while somebody types, whatever the sources are called."""
    choices = [{"name": label(name) or "id", "value": "id"} for name in names]
    body = {"type": rules.CHOICES, "data": {"choices": choices}}
    assert list(rules.response(body)) == []
    assert not spec or spec.problems("POST", CALLBACK, body) == []
