"""Council: where a village or a neighbourhood settles its affairs together."""

__version__ = "0.1.0"
