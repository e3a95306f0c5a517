"""The safety net of the suite catches what it is there for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_CONFTEST = Path(__file__).with_name("conftest.py")
_PROJECT = Path(__file__).parents[1] / "pyproject.toml"

_LEAVES_SOMETHING = {
    "thread": """
        import threading
        def test_leaves_a_thread():
            threading.Thread(target=threading.Event().wait, args=(2,), name="forgotten").start()
        """,
    "timer": """
        from PySide6.QtCore import QTimer
        kept = []
        def test_leaves_a_timer(qapp):
            kept.append(QTimer())
            kept[0].start(60_000)
        """,
    "window": """
        from PySide6.QtWidgets import QWidget
        kept = []
        def test_leaves_a_window(qapp):
            kept.append(QWidget())
            kept[0].show()
        """,
    "QThread": """
        from PySide6.QtCore import QThread
        kept = []
        def test_leaves_a_qthread(qapp, request):
            kept.append(QThread())
            kept[0].start()
            request.config.add_cleanup(lambda: (kept[0].quit(), kept[0].wait(10_000)))
        """,
}


@pytest.mark.parametrize("what", _LEAVES_SOMETHING)
def test_a_test_that_leaves_something_running_fails(what: str, pytester: pytest.Pytester) -> None:
    conftest = _CONFTEST.read_text(encoding="utf-8").replace("_JOIN_SECONDS = 10", "_JOIN_SECONDS = 0")
    pytester.makeconftest(conftest)
    pytester.makepyfile(_LEAVES_SOMETHING[what])
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"E *AssertionError: *{what}*"])


def test_a_tidy_test_passes_the_same_checks(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(_CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QWidget
        def test_tidy(qtbot):
            window = QWidget()
            qtbot.addWidget(window)
            QTimer(window).start(60_000)
            window.show()
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


_STANDS_STILL = {
    "test": """
        import threading
        def test_before(): pass
        def test_stands_still(): threading.Event().wait()
        def test_after(): pass
        """,
    "fixture": """
        import pytest, threading
        @pytest.fixture(scope="session")
        def kept():
            yield
            threading.Event().wait()
        def test_before(): pass
        def test_after(): pass
        def test_stands_still(kept): pass
        """,
}


@pytest.mark.parametrize("what", _STANDS_STILL)
def test_a_test_that_stands_still_is_named_and_the_others_run(what: str, pytester: pytest.Pytester) -> None:
    project = _PROJECT.read_text(encoding="utf-8")
    pytester.makepyprojecttoml(project.replace("faulthandler_timeout = 300", "faulthandler_timeout = 2"))
    pytester.makeconftest(_CONFTEST.read_text(encoding="utf-8"))
    name = pytester.makepyfile(_STANDS_STILL[what]).name
    result = pytester.runpytest_subprocess("-n", "1", "-p", "no:cacheprovider", name, timeout=60)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["worker 'gw0' crashed while running *::test_stands_still'", "* 1 failed, *"])
    assert "test_before" not in result.stdout.str().partition("FAILURES")[2]
    result.stderr.fnmatch_lines(["Timeout (*)!", f'*{name}", line *'])


@pytest.mark.parametrize(
    "code",
    [
        "import threading; threading.Event().wait()",
        "import atexit, threading; atexit.register(threading.Event().wait)",
    ],
    ids=["while it is imported", "when all is done"],
)
def test_a_process_that_stands_still_beside_its_tests_ends(code: str, pytester: pytest.Pytester) -> None:
    conftest = _CONFTEST.read_text(encoding="utf-8").replace("_REST_SECONDS = 180", "_REST_SECONDS = 2")
    pytester.makeconftest(conftest)
    pytester.makepyfile(f"{code}\ndef test_nothing(): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=60)
    assert result.ret == 1
    result.stderr.fnmatch_lines(["Timeout (*)!", '*", line * in wait'])


def test_the_persons_own_settings_are_out_of_reach(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())


def test_torch_keeps_to_one_thread_a_worker() -> None:
    import torch

    assert torch.get_num_threads() == 1
