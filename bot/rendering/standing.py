"""What became of a quote that was sent? One sentence, the same at every door."""

from retrieval.library.quotes import Standing

STANDINGS = {
    Standing.UNCHANGED: "unchanged: the article still has the version that was quoted",
    Standing.CHANGED_ELSEWHERE: "changed elsewhere: the article has a new version, in which these words still stand",
    Standing.CHANGED_HERE: "changed here: the article has a new version, in which these words do not stand any more",
    Standing.GONE: "gone: the article was removed, or is not at its address any more",
    Standing.PURGED: "purged: the article was deleted with all its quotes",
}
