"""The kinds of column that the three files share."""

from sqlalchemy import Column, Integer, Text, text


def flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def json_object(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("'{}'"))
