"""Sentence boundaries and tokens, ours beside other tools on the same text in one run."""
