"""A gold standard of quotations and their speakers, and the program that scores against it."""
