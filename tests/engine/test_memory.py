from __future__ import annotations

import platform

import pytest

from workbench.engine import memory


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these parameters")
def test_glibc_takes_what_it_is_asked_to_keep() -> None:
    assert memory.keep_freed()


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    assert not memory.keep_freed()
