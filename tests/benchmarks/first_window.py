"""How long until the window is painted on a warm start, and its worst gap while torch loads.

python -m tests.benchmarks.first_window
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

_REPEATS = 5
_GOAL_SECONDS, _GOAL_GAP_SECONDS = 1.2, 0.5


def main() -> None:
    """Print the median of five starts, each in a new process after one that warms the disk's cache."""
    _start_once()
    starts = [_start_once() for _ in range(_REPEATS)]
    for name, goal in (("painted", _GOAL_SECONDS), ("worst_gap", _GOAL_GAP_SECONDS), ("ready", None)):
        values = sorted(start[name] for start in starts)
        wanted = f"   goal {goal:.1f} s" if goal else ""
        spread = f"{values[0]:.2f} to {values[-1]:.2f}"
        print(f"{name:10} median {statistics.median(values):.2f} s   ({spread}){wanted}")


def _start_once() -> dict[str, float]:
    environment = {**os.environ, "STARTED_AT": repr(time.time())}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.first_window", "once"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def once() -> None:
    """Open the window, note when it was painted, wait for torch, and close it."""
    started = float(os.environ["STARTED_AT"])
    from workbench.app import application
    from workbench.app.session import Session

    found: dict[str, float] = {}
    sys.setswitchinterval(application.SWITCH_SECONDS)
    app = application.make_application()
    session = Session(app)
    window = application.make_window(session)

    def end() -> None:
        found["ready"] = time.time() - started
        found["worst_gap"] = window.warm_up.worst_gap_seconds
        window.close()
        app.quit()

    window.warm_up.started.connect(lambda: found.update(painted=time.time() - started))
    session.engine_loaded.connect(end)
    window.show()
    app.exec()
    assert "torch" in sys.modules
    print(json.dumps(found))


if __name__ == "__main__":
    once() if sys.argv[1:] == ["once"] else main()
