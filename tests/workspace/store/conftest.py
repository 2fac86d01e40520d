"""A fresh home for each test; making its files once and copying them is faster than migrating each time."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.store.building import Store


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "home"
    Store.open(path).close()
    return path


@pytest.fixture
def store(empty_home: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(empty_home, tmp_path / "home")
    opened = Store.open(tmp_path / "home")
    yield opened
    opened.close()
