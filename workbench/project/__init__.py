"""What is on disk: samples, labels and their history, runs, models. No torch, no Qt."""
