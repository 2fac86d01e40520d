"""The name of the very first workplace, offered from the address and changed by whoever wants another."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import label
from workspace.mail.domains import is_free_mail, organisation
from workspace.mail.servers import parts_of

LONGEST = 60


class FirstWorkplace(QWidget):
    """One field; what was typed in it stays whatever the address becomes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit(self.tr("My work"), self)
        self.name.setObjectName("workplace_name")
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(self.tr("Workplace"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        column.addWidget(label(self.tr("Workplace"), self, kind="caption"))
        column.addWidget(self.name)
        words = self.tr("A workplace keeps accounts together: a company, a team, or your private mail.")
        column.addWidget(label(words, self, kind="secondary", wrap=True))

    @property
    def value(self) -> str:
        return self.name.text().strip()

    def offer(self, address: str) -> None:
        """The company's name as its domain has it."""
        domain = parts_of(address)[1]
        if not domain or self.name.isModified():
            return
        if is_free_mail(domain):
            self.name.setText(self.tr("My mail"))
            return
        root = organisation(domain) or domain
        self.name.setText(root.partition(".")[0].replace("-", " ").title()[:LONGEST])
