"""The catalogue is whole before anyone reads it, whichever thread comes first."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from workbench.engine.registry import Registry


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package whose only module takes a while to import and then registers itself."""
    folder = tmp_path / "slow_catalogue"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "import threading\n"
        "from workbench.engine.registry import Registry\n"
        "entries = Registry('slow_catalogue')\n"
        "begun, may_go_on = threading.Event(), threading.Event()\n"
    )
    (folder / "entry.py").write_text(
        "import slow_catalogue\n"
        "slow_catalogue.begun.set()\n"
        "slow_catalogue.may_go_on.wait(10)\n"
        "slow_catalogue.entries.register('slow')(1)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield_name = "slow_catalogue"
    for name in [name for name in sys.modules if name.startswith(yield_name)]:
        monkeypatch.delitem(sys.modules, name)
    return yield_name


def test_a_second_thread_waits_until_all_entries_are_there(package: str) -> None:
    module = __import__(package)
    entries: Registry[int] = module.entries
    found: list[int] = []
    first = threading.Thread(target=entries.names)
    first.start()
    assert module.begun.wait(10)
    second = threading.Thread(target=lambda: found.append(entries.get("slow")))
    second.start()
    module.may_go_on.set()
    first.join(10)
    second.join(10)
    assert found == [1]
