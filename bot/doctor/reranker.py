"""Can the reranker's model be used, where the settings name one?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.doctor.finding import Finding, ok, problem, warning
from bot.reranker.status import status_of
from bot.shared_settings import variable_of
from retrieval.errors import RerankerError

ABOUT: Final = "reranker"


def reranker_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """The findings about the model that `environment` names; none where it names none."""
    folder = environment.get(variable_of("reranker"))
    if not folder:
        return
    try:
        found = status_of(Path(folder))
    except RerankerError as error:
        yield problem(ABOUT, error.problem, error.hint)
        return
    reads = f"the model in `{folder}` reads {' '.join(found.languages)}, {found.pair_ms:.0f} ms a pair"
    if found.changed:
        yield warning(ABOUT, f"{reads}; changed since it was fetched: {', '.join(found.changed)}", "fetch it again")
    else:
        yield ok(ABOUT, reads)
