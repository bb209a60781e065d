"""Rebuilds the resources of `lavrov_corpus.morphology` from public data."""
