"""A process of its own that files into a CRM file, to be raced and killed.

Arguments: the file, a contact's id, how many filings, and the MiB of the attachment of each.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from connectors.builtin_crm.connector import BuiltinCrm
from tests.connectors.builtin_crm.remote import KEY
from workspace.connector.contract import KitSession
from workspace.connector.contract_filing import file_action, sample_filing
from workspace.model.actions import RecordRef
from workspace.model.filings import FiledAttachment
from workspace.model.ids import RemoteId

MIB = 1024 * 1024


class SlowSession(KitSession):
    """Says when each piece of an attachment is handed over."""

    pieces = 0

    def blob(self, name: str) -> Iterator[bytes]:
        for number in range(self.pieces):
            sys.stdout.write(f"piece {number}\n")
            sys.stdout.flush()
            yield bytes([number]) * MIB


def main(path: str, record: str, count: str, pieces: str = "0") -> None:
    """Print ``ready``, wait for a line, file each key once, and print ``done``."""
    settings = {"path": path, "user": f"process {pieces}"}
    session = SlowSession(settings, {"key": KEY}, Path(path).parent)
    session.pieces = int(pieces)
    connector = BuiltinCrm(session)
    connector.check()
    big = FiledAttachment("1", "big.bin", "application/octet-stream", session.pieces * MIB)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(int(count)):
        filing = sample_filing(
            RecordRef("contact", RemoteId(record)),
            key=f"<race{number}@haneul.example>",
            attachments=(big,) if session.pieces else (),
        )
        connector.perform(file_action(filing, f"{number} of {os.getpid()}"))
    connector.close()
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
