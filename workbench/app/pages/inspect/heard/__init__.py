"""Texts that a model wrote of the project's sounds, beside the wanted ones: to hear and to correct."""

from workbench.app.pages.inspect.heard.panel import HeardPanel

__all__ = ["HeardPanel"]
