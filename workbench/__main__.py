"""No arguments, or a folder: open the window. A verb: run it without one."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """The program's exit status."""
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and _is_folder(arguments[0])):
        from workbench.app.application import open_window

        return open_window(Path(arguments[0]) if arguments else None)
    from workbench.cli import app

    app()
    return 0


def _is_folder(word: str) -> bool:
    """Whether a word means a folder. A verb is one also where a folder has its name: that is ./demo."""
    if not Path(word).is_dir() or (Path(word) / "project.json").is_file():
        return Path(word).is_dir()
    from typer.main import get_group

    from workbench.cli import app

    return word not in get_group(app).commands


if __name__ == "__main__":
    sys.exit(main())
