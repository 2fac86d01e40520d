"""Writes the shapes of a real server's answers to ``recorded/``; nothing but shapes is kept, so no secret is.

``python -m tests.connectors.odoo.record`` with the keys of ``make live NAME=odoo``.
"""

from pathlib import Path

from tests.connectors.odoo.exchanges import Caller, exchanges, to_text
from tests.live import keys_of

FOLDER = Path(__file__).parent / "recorded"


def main() -> None:
    """One file for each interface that the server has."""
    keys = keys_of("odoo")
    given = keys.settings
    signin = given["base_url"], given["database"], given["login"], keys.secrets["api_key"]
    FOLDER.mkdir(exist_ok=True)
    for name, is_json2 in (("json2", True), ("xmlrpc", False)):
        try:
            told = exchanges(Caller(*signin, is_json2=is_json2))
        except ValueError:
            continue
        (FOLDER / f"{name}.json").write_text(to_text(told), "utf-8")


if __name__ == "__main__":
    main()
