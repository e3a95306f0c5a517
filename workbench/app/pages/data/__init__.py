"""Data: what was found in the folder, and what is wrong with which file."""

from __future__ import annotations

from workbench.app.pages import Page
from workbench.app.pages.data.page import DataPage
from workbench.app.session import Session


def make_page(session: Session) -> Page:
    """The page of step 1."""
    return DataPage(session)
