"""Random bytes through the whole pipeline, with or without atheris to guide them."""
