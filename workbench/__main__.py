"""No arguments, or a folder: open the window. A verb: run it without one."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """The program's exit status."""
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_dir()):
        from workbench.app.application import open_window

        return open_window(Path(arguments[0]) if arguments else None)
    from workbench.cli import app

    app()
    return 0


if __name__ == "__main__":
    sys.exit(main())
