"""Records what a real EspoCRM answers: ``python -m tests.connectors.espocrm.record https://crm.example``.

The API key, of a user who may import, is in ``ESPOCRM_API_KEY``. What it makes there is named ``kit ...`` and removed.
"""

import json
import os
import sys
from pathlib import Path

from tests.connectors.espocrm.exchanges import told

FOLDER = Path(__file__).parent / "recorded"


def main(base_url: str, api_key: str) -> None:
    for name, exchange in told(base_url.rstrip("/"), {"X-Api-Key": api_key}):
        text = json.dumps(exchange, ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], os.environ["ESPOCRM_API_KEY"])
