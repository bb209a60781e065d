"""How often the base name and the canonical name of a mention are right."""
