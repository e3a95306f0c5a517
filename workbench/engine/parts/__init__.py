"""What several pretext tasks are built from: heads, teachers, patches, decoders, pictures of what they do."""
