"""Step 6: use the model on new files."""

from workbench.app.pages.use.page import UsePage
from workbench.app.session import Session


def make_page(session: Session) -> UsePage:
    """The page."""
    return UsePage(session)
