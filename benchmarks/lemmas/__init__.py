"""Lemma and UPOS accuracy, and speed, beside zeyrek's first analysis and simplemma."""
