"""Texts that a network writes: it goes on from a beginning, and answers what it was taught."""

from workbench.app.pages.inspect.writing.ask_panel import AskPanel
from workbench.app.pages.inspect.writing.write_panel import WritePanel

__all__ = ["AskPanel", "WritePanel"]
