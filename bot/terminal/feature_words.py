"""What is each part of an explanation called, and what does it say? For moderators, who have not read the code.

The names on the left are those of `retrieval.ranking.features`.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class FeatureWords(NamedTuple):
    """What a feature is called, and what it measures; both stand in the middle of a sentence."""

    label: str
    measures: str


FEATURE_WORDS: Final[Mapping[str, FeatureWords]] = {
    "sentence": FeatureWords("words in the sentence", "how much of the question the sentence itself has"),
    "around": FeatureWords("words around", "how much of the question the sentence and its two neighbours have"),
    "so_far": FeatureWords("words so far", "how much of the question the passage has up to the sentence"),
    "family": FeatureWords("related words", "the same, with words that only begin like the question's"),
    "written": FeatureWords("words as asked", "how much of the question the sentence has in the very forms asked"),
    "near": FeatureWords("words close together", "how many of the question's words are within six words of each other"),
    "small_words": FeatureWords("small words", "how many of the question's “of”, “with” and the like the sentence has"),
    "with_above": FeatureWords("words with headings", "how much of the question the sentence, title and headings have"),
    "predicate": FeatureWords("what is asked of it", "how much of the question, its names left out, the sentence has"),
    "attribute": FeatureWords(
        "the detail asked for", "whether a detail such as “born” is in the sentence or next to it"
    ),
    "number": FeatureWords("a number", "whether a number is asked for and there"),
    "time": FeatureWords("a time", "whether a time is asked for and there"),
    "year": FeatureWords("a year", "whether a time is asked for and a year is there"),
    "name": FeatureWords("a person", "whether a person is asked for and a name is there"),
    "place": FeatureWords("a place", "whether a place is asked for and there"),
    "reason": FeatureWords("a reason", "whether a reason is asked for and there"),
    "late": FeatureWords("late in the passage", "how far down in its passage the sentence is"),
    "words": FeatureWords("length of the sentence", "how long the sentence is"),
    "passage": FeatureWords("words in the passage", "how much of the question the passage has, in any sentence"),
    "titled": FeatureWords("words in passage and title", "the same, with the article's title and the headings"),
    "passage_family": FeatureWords("related words in the passage", "how much it has of words that begin alike"),
    "passage_written": FeatureWords("passage words as asked", "how much it has in the very forms asked"),
    "above": FeatureWords("words in title and headings", "how much of the question stands above the passage"),
    "heading": FeatureWords("words in the nearest heading", "how much of the question the nearest heading has"),
    "heading_asked": FeatureWords("heading is asked for", "how much of the nearest heading the question has"),
    "subject": FeatureWords("heading is the subject", "how nearly the nearest heading says what is asked, and no more"),
    "side_by_side": FeatureWords(
        "words side by side", "how many neighbouring words of the question are neighbours here"
    ),
    "names": FeatureWords("names", "how many of the question's names are there"),
    "bm25": FeatureWords("search score", "how well the passage matches by BM25, rare words counting most"),
    "article": FeatureWords("search score of the article", "how well the article's best passages match together"),
    "fragments": FeatureWords("names in a list", "how much of the passage is lines of a few words"),
    "passage_words": FeatureWords("length of the passage", "how long the passage is"),
}
"""The words for each feature."""
