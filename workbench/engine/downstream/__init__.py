"""What labels are used for: probe, fine-tuning, suggestions, scores and honest controls."""
