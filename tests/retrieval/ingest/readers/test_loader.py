from inspect import get_annotations, signature

import pytest

from retrieval.ingest.document.formats import Format
from retrieval.ingest.readers.loader import Reader, load_reader


@pytest.mark.parametrize("document_format", Format)
def test_every_reader_has_one_shape(document_format: Format) -> None:
    """The reader that a format names exists, and takes and returns what every reader does."""
    reader = load_reader(document_format)
    expected = list(signature(Reader.__call__).parameters.values())[1:]  # without self
    assert list(signature(reader).parameters.values()) == expected
    assert get_annotations(reader) == get_annotations(Reader.__call__)
