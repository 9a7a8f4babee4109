import pytest


@pytest.fixture
def shared_reading() -> None:
    """Let each worker start and end its own process, as in the product: these tests are about it."""
