"""What this user may do, asked before it is done.

``has_access`` came with Odoo 18 (https://www.odoo.com/documentation/18.0/developer/reference/backend/orm/changelog.html);
before, ``check_access_rights`` and ``check_access_rule`` said it.
"""

from collections.abc import Sequence

from connectors.odoo.failures import NotOffered
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected


class Rights:
    """Asked anew in each run."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._is_old: bool | None = None

    def unwritable(self, model: str, ids: Sequence[int]) -> set[int]:
        """Those of the records that may not be changed; one call where all may."""
        if not ids or self._may(model, "write", ids):
            return set()
        if not self._may(model, "write", ()):
            return set(ids)
        return self._halved(model, list(ids))

    def _halved(self, model: str, ids: list[int]) -> set[int]:
        """Of ids that may not all be changed."""
        if len(ids) == 1:
            return set(ids)
        middle = len(ids) // 2
        found: set[int] = set()
        for part in (ids[:middle], ids[middle:]):
            if not self._may(model, "write", part):
                found |= self._halved(model, part)
        return found

    def may_create(self, model: str) -> bool:
        return self._may(model, "create", ())

    def _may(self, model: str, operation: str, ids: Sequence[int]) -> bool:
        if self._is_old is not True:
            try:
                answer = self._rpc.call(model, "has_access", ids, operation=operation)
            except NotOffered:
                self._is_old = True
            else:
                return bool(answer)
        try:
            is_allowed = self._rpc.call(model, "check_access_rights", operation=operation, raise_exception=False)
            if is_allowed and ids:
                self._rpc.call(model, "check_access_rule", ids, operation=operation)
        except NotOffered:
            # A server that cannot be asked says it when it is written to.
            return True
        except Rejected as error:
            if error.message_key != "forbidden":
                raise
            return False
        return bool(is_allowed)
