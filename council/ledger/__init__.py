"""The append-only public book, one for each community."""
