"""Step 4: make a model of the labels."""

from workbench.app.pages.fine_tune.page import FineTunePage
from workbench.app.session import Session


def make_page(session: Session) -> FineTunePage:
    """The page, for this session."""
    return FineTunePage(session)
