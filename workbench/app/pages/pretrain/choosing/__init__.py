"""Before a run: what to practise, on what to start, and how long."""
