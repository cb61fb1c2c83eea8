"""The law. Pure: no I/O, no clock, no framework, no float; only the standard library."""
