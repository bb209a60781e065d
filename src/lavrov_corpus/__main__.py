"""`python -m lavrov_corpus` and the console script `corpus`."""

from lavrov_corpus.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
