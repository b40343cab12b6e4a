from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """The repository root, which is the sample workspace."""
    return ROOT
