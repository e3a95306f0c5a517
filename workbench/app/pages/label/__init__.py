"""Step 3: say what a few samples are, the most telling ones first."""

from workbench.app.pages.label.page import LabelPage
from workbench.app.session import Session


def make_page(session: Session) -> LabelPage:
    """The page."""
    return LabelPage(session)
