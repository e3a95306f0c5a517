"""The command line: one sub-command for each operation, with the same options the forms show."""

from workbench.cli import verbs
from workbench.cli.program import app

__all__ = ["app", "verbs"]
