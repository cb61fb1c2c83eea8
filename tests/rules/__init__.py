"""The law, in milliseconds."""
