"""The benchmark: it makes villages and a county, starts the real server on them, and measures it beside what the
machine itself can do. It stands above everything, and nothing knows it but its command."""
