"""Step 2: learn from samples without labels."""

from workbench.app.pages.pretrain.page import PretrainPage
from workbench.app.session import Session


def make_page(session: Session) -> PretrainPage:
    """The page, for this session."""
    return PretrainPage(session)
