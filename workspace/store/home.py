"""The folder a user's data lives in: which file is where, made private to its owner."""

import os
import uuid
from pathlib import Path

DATABASES = ("user", "ledger", "cache")


def default_home() -> Path:
    """``WORKSPACE_HOME`` if set, else the user's data folder of this system."""
    import platformdirs  # a start with a home named does without

    chosen = os.environ.get("WORKSPACE_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("workspace", appauthor=False))


class Home:
    """A home folder and the paths in it; made on first use, readable by its owner only."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self.user_db = self.path / "user.db"
        self.cache_db = self.path / "cache.db"
        self.ledger_db = self.path / "ledger.db"
        self.condemned = self.path / "cache.damaged"
        self.id_file = self.path / "home.id"
        self.vault_file = self.path / "vault"
        self.store_lock = self.path / "store.lock"
        self.engine_lock = self.path / "engine.lock"
        self.window_lock = self.path / "window.lock"
        self.bell = self.path / "bell"
        self.opened = self.path / "opened"
        """Copies of attachments that other programs show."""
        self.log = self.path / "log" / "engine.log"
        private_folder(self.path)
        private_folder(self.log.parent)

    @property
    def home_id(self) -> str:
        """Names this home in the system keyring; made once."""
        if not self.id_file.exists():
            fresh = self.id_file.with_suffix(f".{uuid.uuid4().hex}")
            fresh.write_text(uuid.uuid4().hex, encoding="ascii")
            try:
                os.link(fresh, self.id_file)
            except FileExistsError:  # another process was first, and its id counts
                return self.id_file.read_text(encoding="ascii").strip()
            finally:
                fresh.unlink()
        return self.id_file.read_text(encoding="ascii").strip()

    def database(self, name: str) -> Path:
        """The file of ``user``, ``ledger`` or ``cache``."""
        return self.path / f"{name}.db"

    def account_path(self, account_id: str) -> Path:
        """The folder of an account's own files, made if missing."""
        return private_folder(self.path / "accounts" / account_id)


def private_folder(path: Path) -> Path:
    """The folder, made if missing with access for its owner only."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
