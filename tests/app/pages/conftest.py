"""What tests of several pages stand on: made once, copied before it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.pages.trained import make_trained

LABELS = {f"{'ab'[index % 2]}{index:03d}.png": "ab"[index % 2] for index in range(10)}


@pytest.fixture(scope="session")
def modelled_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 pictures, a network, ten labels of two classes and a probe. Copy it before changing it."""
    return make_trained(tmp_path_factory.mktemp("modelled"), LABELS)
