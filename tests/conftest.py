"""What every test shares: a window system that needs no screen, a home of its own, and the test data."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported anywhere

import pytest

from gridgov import messages

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Preferences and logs of a test go to a folder of its own; texts are English unless a test says otherwise."""
    monkeypatch.setenv("GRIDGOV_HOME", str(tmp_path_factory.mktemp("home")))
    messages.use("en")


@pytest.fixture(scope="session")
def testdata() -> Path:
    """The folder of real files and suites; the test skips where it is absent."""
    folder = Path(os.environ.get("GRIDGOV_TESTDATA", ROOT.parent / "shared" / "testdata"))
    if not folder.is_dir():
        pytest.skip("The test data is not here: set GRIDGOV_TESTDATA to its folder to run this test.")
    return folder
