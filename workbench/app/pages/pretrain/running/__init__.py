"""While a run learns, and what it came to."""
