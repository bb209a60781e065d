"""What users install is the wheel, not the clone: everything must be in it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from lavrov_corpus import __version__
from lavrov_corpus.document import Article

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    options = ["--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", str(folder)]
    subprocess.run([*command, *options, str(ROOT)], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    source = ROOT / "src"
    expected = {
        path.relative_to(source).as_posix()
        for path in (source / "lavrov_corpus").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert expected <= names
    assert {name.split("/")[0] for name in names} == {
        "lavrov_corpus",
        f"lavrov_corpus-{__version__}.dist-info",
    }


def test_an_installed_wheel_annotates(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=False)
    packages = next((environment / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The dependencies are borrowed from this environment; ours comes first on the path.
    borrowed = sysconfig.get_paths()["purelib"]
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    python = environment / "bin/python"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    where = "import lavrov_corpus; print(lavrov_corpus.__file__)"
    found = subprocess.run(
        [python, "-c", where], check=True, capture_output=True, text=True, env=clean
    )
    assert found.stdout.startswith(str(packages))
    seed = next((ROOT / "seeds").glob("*.txt"))
    done = subprocess.run(
        [python, "-m", "lavrov_corpus", "annotate", seed],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=clean,
    )
    assert done.stderr == b""
    article = Article.model_validate_json(done.stdout)
    assert article.entities
    assert any(token.lemma for token in article.tokens)
