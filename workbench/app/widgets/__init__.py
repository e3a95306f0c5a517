"""Pieces of the window that two or more pages share."""
