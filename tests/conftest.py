import os
from pathlib import Path

import pytest

# the tests read files, not what an earlier run made of them; subprocesses inherit this
os.environ["SVCGRAPH_CACHE"] = "off"

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """The repository root, which is the sample workspace."""
    return ROOT
