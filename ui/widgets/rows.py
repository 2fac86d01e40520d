"""A list whose rows are as high as they are: one of them may change without all being laid out anew."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

Index = QModelIndex | QPersistentModelIndex


class RowView(QListView):
    """A model that tells which roles changed, ``SizeHintRole`` not among them, has these painted and no others."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        if roles and Qt.ItemDataRole.SizeHintRole not in roles:
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)
