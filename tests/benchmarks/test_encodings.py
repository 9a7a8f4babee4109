from pathlib import Path

from benchmarks.encodings import files, outcome, runs_of_lines

POLISH = [
    "Strażnik otwiera bramę latarni o siódmej rano.",
    "The gate is open.",
    "Zamyka ją późną nocą, gdy gaśnie światło.",
]


def test_files(tmp_path: Path) -> None:
    """Each file is decoded as its folder is called, and compared with what is detected."""
    for folder, text in {
        "iso-8859-2-polish": POLISH[0],
        "windows-1252": "Der Wärter öffnet das Tor um sieben.",
    }.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(text.encode(folder.removesuffix("-polish")))
    samples = list(files(tmp_path))
    assert [sample.text for sample in samples] == [POLISH[0], "Der Wärter öffnet das Tor um sieben."]
    assert list(map(outcome, samples)) == ["right", "right"]
    assert outcome(samples[0]._replace(text="something else")) == "wrong"
    assert outcome(samples[0]._replace(data=b"\0\1\2")) == "refused"


def test_runs_of_lines() -> None:
    """Runs grow from one line to five, and those in ASCII tell nothing."""
    assert [sample.text for sample in runs_of_lines(POLISH, "cp1250")] == [POLISH[0], "\n".join(POLISH[1:])]
    assert list(runs_of_lines(POLISH[1:2], "cp1250")) == []
