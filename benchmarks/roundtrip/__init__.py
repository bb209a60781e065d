"""News articles rendered to PDF, read back by extractors, and cleaned: how much comes back."""
