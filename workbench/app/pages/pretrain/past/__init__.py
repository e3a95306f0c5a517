"""Runs that are over: compared, named, deleted, used again."""
