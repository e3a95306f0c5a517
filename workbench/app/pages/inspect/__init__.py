"""Step 5: look at what the model says, and correct it."""

from workbench.app.pages.inspect.page import InspectPage
from workbench.app.session import Session


def make_page(session: Session) -> InspectPage:
    """The page."""
    return InspectPage(session)
