"""Weights files of other libraries on this computer as encoders to start from; nothing is downloaded."""

from workbench.engine.weights.loading import Identified, identify, load_start

__all__ = ["Identified", "identify", "load_start"]
