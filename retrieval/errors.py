"""What can go wrong before there is an answer; "nothing found" is an answer, not an error.

PullquoteError                 one clear line, then what to do next
├── QuestionError              the question itself cannot be asked
├── SynonymsError              the file of synonyms cannot be used
├── CollectionError            labelled questions are not as they should be
├── LibraryError               the library's file cannot be used
│   ├── NotInLibraryError      no article, or no quote, is called that
│   └── JobsError              no more jobs are taken for now
├── DamagedSegmentError        a file of the index is not what was written; it is made anew, and nobody is told
└── ArticlesError              there is nothing to quote from
    ├── UnreadableArticleError one article cannot be read; the others still can
    ├── NoRoomError            a collection has as much as it may; what it has stays
    └── FetchError             one address cannot be fetched; the others still can
"""


class PullquoteError(Exception):
    """The root: its text is one line for a person, `hint` says what to do next.

    Attributes:
        problem: which thing, what was found, what was wanted.
        hint: the next step, or an empty string.
    """

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} (hint: {self.hint})" if self.hint else self.problem


class QuestionError(PullquoteError):
    """Raised by `Retriever.ask` for a question that is blank, wordless or too long."""


class SynonymsError(PullquoteError):
    """Raised by `read_synonyms` for a file that cannot be read, or is no TOML table of lists of words."""


class CollectionError(PullquoteError):
    """Raised for a folder that is not in BEIR's format, and for a CSV file of questions that cannot be used."""


class LibraryError(PullquoteError):
    """Raised by the library when its file cannot be opened, read or written."""


class NotInLibraryError(LibraryError):
    """Raised by the library for a name that is no article's, or several articles', and for an unknown quote."""


class JobsError(LibraryError):
    """Raised by `take` when too many jobs of a server are not done yet."""


class DamagedSegmentError(PullquoteError):
    """Raised for a file that is not the segment that was written; what it held is read from the library again."""


class ArticlesError(PullquoteError):
    """Raised by `read_folder` and `Retriever` when there is no article to quote from."""


class UnreadableArticleError(ArticlesError):
    """Raised by the readers for one file that is empty, binary, too large or in no known encoding."""


class NoRoomError(ArticlesError):
    """Raised by `put` for what would make a collection larger than it may be."""


class FetchError(ArticlesError):
    """Raised by `fetch` for one address.

    Attributes:
        gone: whether the page is no longer there, which is for the reader to know; otherwise it may come back.
    """

    def __init__(self, problem: str, hint: str = "", *, gone: bool = False) -> None:
        super().__init__(problem, hint)
        self.gone = gone
