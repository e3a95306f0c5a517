"""Weights files of other libraries on this computer as encoders to start from; nothing is downloaded."""

from workbench.engine.weights.loading import Identified, identify, load_start
from workbench.engine.weights.room import check as check_room

__all__ = ["Identified", "check_room", "identify", "load_start"]
