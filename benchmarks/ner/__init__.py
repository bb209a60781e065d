"""How well named entities are found, on gold annotation of our own and of others."""
