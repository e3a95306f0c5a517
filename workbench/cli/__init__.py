"""The command line: one sub-command for each operation, with the same options the forms show."""

from workbench.cli.commands import app

__all__ = ["app"]
