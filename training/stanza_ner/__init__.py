"""Trains a tagger of Turkish names by stanza's own means: `python -m training.stanza_ner -h`."""
