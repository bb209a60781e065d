"""`corpus models`: the models of the engine `stanza`, bundled or downloaded."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from lavrov_corpus.cli import options
from lavrov_corpus.cli.boundary import ExitCode, command

app = typer.Typer(
    help="List and check the models of the engine stanza; get its official ones.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Package = Annotated[
    str, typer.Option("--package", help="The package of models, as stanza names it.")
]


def _folder(models_dir: str) -> Path | None:
    return Path(models_dir) if models_dir else None


@app.command()
def download(
    package: Package = "default",
    models_dir: options.ModelsDir = "",
    debug: options.Debug = False,
) -> None:
    """Download the official Turkish models of stanza: the only command that uses the network.

    They are used where their folder is named: --models-dir or STANZA_RESOURCES_DIR.

    Example: corpus models download
    """
    with command(debug=debug):
        from lavrov_corpus.console import say
        from lavrov_corpus.ner.stanza_models import download_models
        from lavrov_corpus.ner.stanza_resources import download_folder

        for path in download_models(_folder(models_dir), package):
            typer.echo(str(path))
        folder = shlex.quote(str(download_folder(_folder(models_dir))))
        say(f"hint: corpus ingest FOLDER --engine stanza --models-dir {folder}")


@app.command("list")
def list_models(models_dir: options.ModelsDir = "", debug: options.Debug = False) -> None:
    """List the models that are there: name, package, bytes, SHA-256, licence, path.

    Example: corpus models list
    """
    with command(debug=debug):
        from lavrov_corpus.ner.stanza_models import installed_models

        for model in installed_models(_folder(models_dir)):
            fields = (
                model.name,
                model.package,
                model.size,
                model.sha256,
                model.licence,
                model.path,
            )
            typer.echo("\t".join(str(field) for field in fields))


@app.command()
def path(models_dir: options.ModelsDir = "", debug: options.Debug = False) -> None:
    """Print the folder in which the models are looked for.

    Example: corpus models path
    """
    with command(debug=debug):
        from lavrov_corpus.ner.stanza_resources import models_folder

        typer.echo(str(models_folder(_folder(models_dir))))


@app.command()
def verify(models_dir: options.ModelsDir = "", debug: options.Debug = False) -> None:
    """Compare the models with the checksums that were published with them.

    Example: corpus models verify
    """
    with command(debug=debug):
        from lavrov_corpus.console import say
        from lavrov_corpus.ner.stanza_models import verify_models
        from lavrov_corpus.ner.stanza_resources import remedy

        checked = verify_models(_folder(models_dir))
        for entry in checked:
            typer.echo(f"{entry.model.name}\t{entry.model.package}\t{entry.problem or 'sound'}")
        if any(entry.problem for entry in checked):
            say(f"hint: {remedy(_folder(models_dir))}")
            raise typer.Exit(ExitCode.NOTHING_DONE)
