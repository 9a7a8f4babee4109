"""Asks the labelled dialogues about the seeds, and prints each miss. `answering/followup.py` is tuned on this.

python -m benchmarks.dialogues
"""

from pathlib import Path

from bot.corpora.choice import seeds_folder
from retrieval.ingest.files import read_folder
from retrieval.retriever import retriever_over
from tests.dialogues import dialogues, report

DIALOGUES = Path(__file__).with_name("dialogues_on_seeds.jsonl")


def main() -> None:
    """Print the score and the misses, of follow-up questions and of others."""
    found = list(dialogues(DIALOGUES, retriever_over(read_folder(seeds_folder()).articles)))
    print("go on:", report([each for each in found if not each.is_fresh]))
    print("fresh:", report([each for each in found if each.is_fresh]))


if __name__ == "__main__":
    main()
