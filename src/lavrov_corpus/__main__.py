"""`python -m lavrov_corpus` and the console script `corpus`."""

import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> None:
    """Run the command line; Ctrl-C while it is still being imported ends it quietly."""
    try:
        from lavrov_corpus import cli  # noqa: PLC0415 - it takes a moment in which Ctrl-C may come
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    cli.main()


if __name__ == "__main__":
    main()
