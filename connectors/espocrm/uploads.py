"""Which uploads are begun and hang on nothing yet, kept in a file: what a crash leaves is removed by the next run.

The server itself removes unfinished uploads too, but only after days.
"""

from contextlib import suppress
from pathlib import Path

from connectors.espocrm.api import Espo, Json
from workspace.connector.errors import Rejected


class Uploads:
    """One account's; filings of an account run one after the other."""

    def __init__(self, api: Espo, path: str) -> None:
        self._api = api
        self._file = Path(path)

    def begin(self, described: Json) -> str:
        """Make an attachment that hangs on nothing; its id."""
        upload_id = str(self._api.create("Attachment", described)["id"])
        self._keep([*self._left(), upload_id])
        return upload_id

    def done(self, *upload_ids: str) -> None:
        """They hang on something now, or are gone."""
        left = self._left()
        if set(upload_ids) & set(left):
            self._keep([each for each in left if each not in upload_ids])

    def tidy(self) -> None:
        """Remove what earlier runs left."""
        for upload_id in self._left():
            with suppress(Rejected):
                self._api.delete("Attachment", upload_id)
            self.done(upload_id)

    def _left(self) -> list[str]:
        try:
            return self._file.read_text("ascii").split()
        except OSError:
            return []

    def _keep(self, ids: list[str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text("\n".join(ids), "ascii")
        fresh.replace(self._file)
