"""What does the ranking see of the questions of communities? Their documentation, asked in every wording.

The folder of `--communities` has one folder for each file of `benchmarks/communities/questions`, with the documentation
in `docs/`; what `benchmarks.communities` measures on is not among them.
"""

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.communities.engines import headed
from benchmarks.communities.labelled import WORDINGS, Community, CommunityQuestion, communities
from benchmarks.fit.examples import FOLDS, Example, example
from retrieval.analysis.passages import passages
from retrieval.evaluation.beir import LabelledQuestion
from retrieval.index.bm25 import index_of
from retrieval.ingest.files import read_folder
from retrieval.ranking.searcher import Searcher
from retrieval.records import Candidate


def documentation_examples(folder: Path) -> Iterator[Example]:
    """The answerable questions of the communities in `folder`; a fold has whole communities."""
    for community in communities(folder):
        search = community_searcher(community)
        fold = crc32(community.name.encode()) % FOLDS
        for question in filter(lambda each: each.is_answerable, community.questions):
            for wording in WORDINGS:
                found = example(search, _labelled(question, wording), fold=fold)
                if found is not None:
                    yield found._replace(answers=_answers(found, question))


def community_searcher(community: Community) -> Searcher:
    """A searcher over the community's documentation."""
    articles = read_folder(community.docs).articles
    return Searcher(index_of([passage for article in articles for passage in passages(article)]))


def _labelled(question: CommunityQuestion, wording: str) -> LabelledQuestion:
    return LabelledQuestion(f"{question.id} {wording}", question.wordings[wording], {}, ())


def _answers(found: Example, question: CommunityQuestion) -> np.ndarray:
    right = np.array([question.is_answered_by(shown(candidate)) for candidate in found.candidates])
    return np.asarray(right[found.candidate])


def shown(candidate: Candidate) -> str:
    """What is shown of a candidate: its headings, what announces it, its text."""
    passage = candidate.passage
    return headed(passage.section, [passage.lead_in_text, passage.text])
