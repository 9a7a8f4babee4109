"""Quotes with code, steps, rows of a table, a question, and a link to their section, made by the bot's own code."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.rendering.message import parts
from retrieval import Retriever
from tests.view.kind import Kind, message

ARTICLES: Final = {
    "pump.md": """# Keeping the pump

## Stop the pump

To stop the pump safely:

1. Close the valve at the end of the hall.
2. Pull the lever:
   - slowly, until it rests
   - then once more
3. Run the script:

   ```sh
   pump --stop --wait 30
     pump --clean  # as the user pump
   ```

4. Wait for a minute.

## Embed the state

To show the state of the pump on a page, write this into it:

```html
<pump-state of="hall-2"></pump-state>
```
""",
    "market.md": """# The market

## Fees

| Plot | Size | Fee |
|---|---|---|
| Small | 4 m² | 40 euros |
| Large, at the gate | 9 m² | 90 euros |
| Corner | 12 m² | 120 euros |

## Can I pay the fee later?

Yes, until Friday, at the office.
""",
}
ASKED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "steps": ("How do I stop the pump?", ("1. Close the valve", "pump --stop --wait 30", "4. Wait for a minute.")),
    "code": ("How do I embed the state of the pump?", ('<pump-state of="hall-2"></pump-state>',)),
    "table": ("What is the fee for a large plot?", ("Plot: Large, at the gate · Size: 9 m² · Fee: 90 euros",)),
    "faq": ("Can I pay the fee later?", ("Can I pay the fee later?\nYes, until Friday",)),
}
COLOURED: Final = ("comment", "built_in", "tag", "string", "name", "attr")
MARKUP: Final = frozenset({"pre", "hljs sh", "hljs html", *(f"hljs-{part}" for part in COLOURED)})
"""A block of code, and what the page colours in it."""


def kinds() -> Mapping[str, Kind]:
    """Each of these kinds of quote by its name."""
    return dict(_kinds())


def _kinds() -> Iterator[tuple[str, Kind]]:
    retriever = Retriever.from_texts(ARTICLES)
    for name, (question, shows) in ASKED.items():
        said = parts(retriever.ask(question, limit=1))
        linked = [*said[:-1], said[-1]._replace(link="https://pump.example/guide#stop")]
        yield name, Kind(message(linked), shows, markup=MARKUP)
