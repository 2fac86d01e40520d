"""Offers to mend an operator that was mistyped, below the search field and by a key in it."""

from PySide6.QtWidgets import QWidget

from ui.search.field import SearchField
from ui.search.words import guess_words
from ui.widgets.buttons import Button
from workspace.mail.query import guess


class Mending(Button):
    """Hidden where nothing looks mistyped."""

    def __init__(self, field: SearchField, parent: QWidget) -> None:
        super().__init__("", parent, kind="link", on_click=self.mend)
        self._field = field
        self._query = ""
        field.mend_asked.connect(self.mend)
        self.hide()

    def follow(self, query: str) -> None:
        """What is searched for now."""
        found = guess(query)
        self._query = found.query if found else ""
        if found:
            self.say(f"{guess_words(found)}  →")
        self.setVisible(found is not None)

    def mend(self) -> None:
        """Search for what was meant; nothing where nothing is to be mended."""
        if self._query:
            self._field.setText(self._query)
            self._field.setFocus()
