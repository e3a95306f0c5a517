"""SSL Workbench: train your own models from unlabelled data, on your own computer."""
