"""What the account may do, asked once a run (``App/user``) and said before anything is written."""

from dataclasses import dataclass
from typing import Any

from connectors.espocrm.api import Espo, Json
from connectors.espocrm.failures import NoRoute
from workspace.connector.errors import Rejected


@dataclass(frozen=True, slots=True)
class Rights:
    """The signed-in user and the access levels of the roles (https://docs.espocrm.com/administration/roles-management/)."""

    user_id: str
    user_name: str
    name: str
    addresses: tuple[str, ...]
    table: Json
    is_admin: bool
    chunk_mb: int
    upload_mb: int
    """The largest attachment that the server takes; 0 where it does not say."""
    currency: str
    host: str

    def may(self, scope: str, action: str) -> bool:
        """Whether the roles give any access of that kind; where the server says nothing, it is tried."""
        if self.is_admin:
            return True
        level = self.table.get(scope, True)
        if isinstance(level, dict):
            return str(level.get(action, "yes")) != "no"
        return bool(level)

    def may_import(self) -> bool:
        """Without the scope Import the server takes no mail from somebody else's address."""
        return self.is_admin or bool(self.table.get("Import", not self.table))

    def require(self, scope: str, action: str) -> None:
        if not self.may(scope, action):
            raise Rejected("forbidden", host=self.host, reason=f"the role has no {action} access to {scope}")

    def may_delete(self, scope: str, made_by: str) -> bool:
        """Whether a record that somebody made may be deleted; where only the server can tell, it is tried."""
        if made_by == self.user_id or not self.may(scope, "delete"):
            return self.may(scope, "delete")
        level = self.table.get(scope)
        return self.is_admin or not isinstance(level, dict) or level.get("delete") != "own"


def rights_of(api: Espo) -> Rights:
    """Signs in; raises ``Rejected("setting_wrong")`` where the address is not that of an EspoCRM."""
    try:
        found = api.user()
    except NoRoute:
        found = _without_app(api)
    user: Json = found["user"]
    acl: Any = found.get("acl")
    settings: Any = found.get("settings")
    table = acl.get("table") if isinstance(acl, dict) else None
    listed = user.get("userEmailAddressList") or [user.get("emailAddress")]
    told: Json = settings if isinstance(settings, dict) else {}
    return Rights(
        user_id=str(user.get("id") or ""),
        user_name=str(user.get("userName") or user.get("id") or ""),
        name=str(user.get("name") or ""),
        addresses=tuple(str(each) for each in listed if each),
        table=table if isinstance(table, dict) else {},
        is_admin=user.get("type") in ("admin", "super-admin"),
        chunk_mb=_megabytes(told.get("attachmentUploadChunkSize")) or 1,
        upload_mb=_megabytes(told.get("attachmentUploadMaxSize")),
        currency=str(told.get("defaultCurrency") or ""),
        host=api.host,
    )


def _megabytes(told: object) -> int:
    return int(told) if isinstance(told, int | float) and told > 0 else 0


def _without_app(api: Espo) -> Json:
    """For a server that has records alone: everything is tried, and its own refusals count."""
    try:
        api.list("Contact", size=1)
    except NoRoute as error:
        raise Rejected("setting_wrong", field="base_url", reason="no EspoCRM answers there") from error
    return {"user": {"id": "", "userName": api.user_name, "name": api.user_name}}
