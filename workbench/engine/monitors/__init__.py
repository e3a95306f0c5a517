"""Is it learning? Measures without labels, one file each."""
