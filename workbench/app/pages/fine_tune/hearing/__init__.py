"""Step 4 where labels are texts: a model that writes down what it hears, and what it is worth."""

from workbench.app.pages.fine_tune.hearing.result_card import HeardCard
from workbench.app.pages.fine_tune.hearing.setup_panel import TextSetupPanel

__all__ = ["HeardCard", "TextSetupPanel"]
