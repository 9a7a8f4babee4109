import pytest
from pydantic import TypeAdapter

from retrieval.ingest.document.formats import FORMATS_HINT, MEDIA_TYPES, SUFFIXES, Format


@pytest.mark.parametrize("document_format", Format)
def test_format_has_a_suffix(document_format: Format) -> None:
    """Each format has a suffix, and its suffixes and media types are as they are looked up: in lower case."""
    spec = document_format.spec
    assert spec.suffixes
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in spec.suffixes)
    assert all(media_type == media_type.lower() for media_type in spec.media_types)


def test_no_two_formats_share_a_name() -> None:
    """No suffix and no media type stands for two formats."""
    assert len(SUFFIXES) == sum(len(each.spec.suffixes) for each in Format)
    assert len(MEDIA_TYPES) == sum(len(each.spec.media_types) for each in Format)


def test_binary_formats_have_a_signature() -> None:
    """A format that is recognised by its signature alone has one."""
    assert all(each.spec.has_signature for each in Format if each.spec.is_binary)


def test_value_and_member() -> None:
    """A format is its name in messages, and is found by it."""
    assert f"{Format.DOCX}" == "Word"
    assert TypeAdapter(Format).validate_python("Word") is Format.DOCX


def test_hint() -> None:
    """The hint names every format."""
    assert FORMATS_HINT.startswith("give text, Markdown, HTML, PDF, Word (.docx), feeds, ")
    assert all((each.spec.label or each) in FORMATS_HINT for each in Format)
