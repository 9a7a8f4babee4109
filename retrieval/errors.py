"""Which errors can an operation raise? The whole tree; "nothing found" is an answer, not an error.

PullquoteError                 one clear line, then what to do next
├── QuestionError              the question or text cannot be searched for
├── SynonymsError              the file of synonyms cannot be used
├── CollectionError            a collection of labelled questions is malformed
├── LibraryError               the library's file cannot be used
│   ├── NoDiskSpaceError       its disk is full, or fails
│   ├── NotInLibraryError      no article or quote has this name
│   └── JobsError              the queue of jobs is full
├── RerankerError              the model that reads the best candidates cannot be used
├── DamagedSegmentError        a file of the index is corrupt; handled by rebuilding it
└── ArticlesError              there is nothing to quote from
    ├── UnreadableArticleError one article cannot be read; the others still can
    ├── NoRoomError            a collection would exceed its limit; it stays as it is
    └── FetchError             one address cannot be fetched; the others still can
"""


class PullquoteError(Exception):
    """The root: its text is one line for a person, with a hint what to do next.

    Attributes:
        problem: which thing is wrong, what was found, what was expected.
        hint: the next step, or an empty string.
    """

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} (hint: {self.hint})" if self.hint else self.problem


class QuestionError(PullquoteError):
    """Raised by `Retriever` for a question or a text to check that is blank, wordless or too long."""


class SynonymsError(PullquoteError):
    """Raised by `read_synonyms` for a file that cannot be read, or that is not a TOML table of lists of words."""


class CollectionError(PullquoteError):
    """Raised for a folder that is not in BEIR's format, and for a CSV file of questions that cannot be used."""


class LibraryError(PullquoteError):
    """Raised by the library when its file cannot be opened, read or written."""


class NoDiskSpaceError(LibraryError):
    """Raised by the library when its disk has no room for a write, or fails."""


class NotInLibraryError(LibraryError):
    """Raised by the library for an unknown quote, and for a name that no article has, or several have."""


class JobsError(LibraryError):
    """Raised when a server already has as many unfinished jobs as it may."""


class RerankerError(PullquoteError):
    """Raised by `CrossEncoder` without its extra, and for a folder without a model that can be used."""


class DamagedSegmentError(PullquoteError):
    """Raised for a segment file that is not as it was written; the caller rebuilds it from the library."""


class ArticlesError(PullquoteError):
    """Raised by `read_folder` and `Retriever` when there is no article to quote from."""


class UnreadableArticleError(ArticlesError):
    """Raised by the readers for one file that is empty, binary, too large or in an unknown encoding."""


class NoRoomError(ArticlesError):
    """Raised for an article that would make a collection exceed its limit."""


class FetchError(ArticlesError):
    """Raised by `fetch` for one address.

    Attributes:
        gone: whether the page no longer exists; otherwise a later attempt may succeed.
    """

    def __init__(self, problem: str, hint: str = "", *, gone: bool = False) -> None:
        super().__init__(problem, hint)
        self.gone = gone
