"""A damaged file: the cache is condemned and made anew, no other one is touched."""

from pathlib import Path

import pytest

from tests.workspace.store.building import KEY, Store, mail
from workspace.store.damage import CacheDamaged, is_condemned
from workspace.store.integrity import judge_cache, problems
from workspace.store.open import StoreNotReady, bring_up_to_date
from workspace.store.reader import Reader


def damage(path: Path) -> None:
    """All of it but the first page."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(16_384)
        file.write(b"x" * (size - 16_384))


def test_a_damaged_cache_is_condemned_by_who_notices_and_made_anew(store: Store) -> None:
    store.pull(mail(1))
    store.cache.close()
    damage(store.home.cache_db)
    with pytest.raises(CacheDamaged):
        Reader(store.home, KEY).collections()
    assert is_condemned(store.home)
    with pytest.raises(StoreNotReady):
        Reader(store.home, KEY)
    bring_up_to_date(store.home, KEY, "cache")
    assert not is_condemned(store.home)
    assert Reader(store.home, KEY).collections() == []


def test_a_damaged_ledger_condemns_no_cache(store: Store) -> None:
    damage(store.home.ledger_db)
    judge_cache(store.home, KEY)
    assert not is_condemned(store.home)
    assert [name for name, wrong in problems(store.home, KEY) if wrong] == ["ledger.db"]
