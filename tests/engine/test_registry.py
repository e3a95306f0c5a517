"""The catalogue is the folder listing, whole before anyone reads it, whichever thread comes first."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
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


_PACKAGE = "catalogue_of_a_test"
_ENTRY = "from {package} import things\nthings.register('{name}')('{name} itself')\n"


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a registry and two modules that enter something."""
    folder = tmp_path / _PACKAGE
    folder.mkdir()
    head = f"from workbench.engine.registry import Registry\nthings = Registry('{_PACKAGE}')\n"
    (folder / "__init__.py").write_text(head, "utf-8")
    for name in ("pear", "apple"):
        (folder / f"{name}.py").write_text(_ENTRY.format(package=_PACKAGE, name=name), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == _PACKAGE]:
        del sys.modules[name]


def _things() -> Registry[str]:
    module = __import__(_PACKAGE)
    things = module.things
    assert isinstance(things, Registry)
    return things


def test_the_folder_listing_is_the_catalogue(catalogue: Path) -> None:
    assert _things().names() == ("apple", "pear")
    assert list(_things()) == ["apple itself", "pear itself"]


def test_a_new_file_is_a_new_entry(catalogue: Path) -> None:
    (catalogue / "quince.py").write_text(_ENTRY.format(package=_PACKAGE, name="quince"), "utf-8")
    assert _things().get("quince") == "quince itself"


def test_the_modules_are_imported_at_first_use(catalogue: Path) -> None:
    things = _things()
    assert f"{_PACKAGE}.pear" not in sys.modules
    things.names()
    assert f"{_PACKAGE}.pear" in sys.modules


def test_an_unknown_name_raises(catalogue: Path) -> None:
    with pytest.raises(KeyError):
        _things().get("plum")


def test_a_name_is_entered_only_once(catalogue: Path) -> None:
    things = _things()
    things.names()
    with pytest.raises(ValueError, match="'apple' is registered twice"):
        things.register("apple")("another")
