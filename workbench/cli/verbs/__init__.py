"""The verbs. Each is one operation; torch is loaded when a verb runs, so that help comes at once."""

from workbench.cli.verbs import data, labels, models, pretraining, writing

__all__ = ["data", "labels", "models", "pretraining", "writing"]
