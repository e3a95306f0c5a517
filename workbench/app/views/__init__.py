"""How a sample is shown; one file for each kind of preview."""
