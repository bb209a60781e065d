"""Trains stanza's splitter of Turkish text: `python -m training.stanza_tokenizer -h`."""
