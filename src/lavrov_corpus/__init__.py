"""Turns folders of Turkish news articles into a clean, annotated corpus."""

__version__ = "0.1.0"
