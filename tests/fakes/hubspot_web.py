"""The stand-in's socket: each request is checked against the table, counted, limited as HubSpot does, and answered."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from connectors.hubspot.objects import TYPE_IDS as KIND_IDS
from tests.fakes.hubspot import TYPE_IDS, Fault, HubSpotPortal, Json, Refused, iso
from tests.fakes.hubspot_links import HubSpotLinks
from tests.fakes.hubspot_table import UPLOAD, problems, row_of

TEN_SECONDS = 10.0


class HubSpotWeb(HubSpotLinks):
    """A running stand-in; ``base_url`` is what an account's settings name."""

    def __init__(self, portal: HubSpotPortal) -> None:
        self.portal = portal
        self._server = _Listener(self)
        self.port: int = self._server.server_port
        self.base_url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, url: str, headers: Message, content: bytes) -> Fault:
        portal = self.portal
        parts = urlsplit(url)
        with portal.guard:
            try:
                user = self._user(headers)
                self._limit()
                if parts.path == "/files/v3/files" and method == "POST":
                    return self._upload(headers, content)
                return self._call(method, parts.path, self._query(parts.query), content, user)
            except Refused as refused:
                return Fault(refused.status, json.dumps(refused.body).encode())

    def _query(self, text: str) -> dict[str, str]:
        """Parameters; ``properties`` may be one list with commas (the guide) or come several times (OpenAPI)."""
        pairs = parse_qsl(text)
        names = [value for key, value in pairs if key == "properties"]
        is_unknown = self.portal.wants_repeats and len(names) == 1 and "," in names[0]
        return dict(pairs) | ({"properties": "" if is_unknown else ",".join(names)} if names else {})

    def _user(self, headers: Message) -> str:
        """https://developers.hubspot.com/docs/api-reference/error-handling: 401 with its category."""
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.portal.tokens:
            raise Refused(
                401, "EXPIRED_AUTHENTICATION" if token else "INVALID_AUTHENTICATION", "The OAuth token expired"
            )
        return self.portal.tokens[token]

    def _limit(self) -> None:
        portal = self.portal
        if portal.limit is None:
            return
        now = portal.clock()
        while portal.times and portal.times[0] <= now - TEN_SECONDS:
            portal.times.popleft()
        if len(portal.times) >= portal.limit:
            message = "You have reached your ten_secondly_rolling limit."
            raise Refused(429, "RATE_LIMITS", message, policyName="TEN_SECONDLY_ROLLING", errorType="RATE_LIMIT")
        portal.times.append(now)

    def _call(self, method: str, path: str, query: dict[str, str], content: bytes, user: str) -> Fault:
        portal = self.portal
        found = row_of(method, unquote(path))
        if found is None:
            portal.violations.append(f"{method} {path}: no such operation")
            raise Refused(404, "OBJECT_NOT_FOUND", "no such resource")
        row, given = found
        self._translate(given)
        kind = given.get("kind", row.name)
        called = f"{method} {kind}" if row.name not in ("search", "batch_read") else f"{row.name} {kind}"
        portal.calls[called] += 1
        body = json.loads(content) if content else None
        if wrong := problems(row, query, body):
            portal.violations += wrong
            raise Refused(400, "VALIDATION_ERROR", wrong[0])
        self._allow(row.name, kind, given.get("to", ""))
        waiting = portal.faults[called]
        fault = waiting.popleft() if waiting else None
        if fault is not None and not fault.is_late:
            return fault
        answer = getattr(self, f"_{row.name}")(given, query, body, user)
        if fault is not None:
            return fault
        status = 201 if row.name == "create" else 204 if answer is None else 200
        return Fault(status, b"" if answer is None else json.dumps(answer).encode())

    def _translate(self, given: dict[str, str]) -> None:
        """Kinds by the ids of their types: https://developers.hubspot.com/docs/api-reference/latest/crm/understanding-the-crm"""
        names = {type_id: name for name, type_id in KIND_IDS.items()}
        for part in ("kind", "to"):
            said = given.get(part, "")
            if said in self.portal.by_type_id:
                raise Refused(404, "OBJECT_NOT_FOUND", f"Unable to infer object type from: {said}")
            if said in names:
                given[part] = names[said]

    def _allow(self, name: str, kind: str, to: str) -> None:
        absent = self.portal.absent
        is_link = name.startswith(("link", "unlink"))
        group = "" if not is_link else "v3" if name.endswith("_v3") else "v4"
        if kind in absent or name in absent or group in absent or (is_link and "associations" in absent):
            raise Refused(404, "OBJECT_NOT_FOUND", f"Unable to infer object type from: {kind}")
        if scope := self.portal.missing_scopes.get(kind) or self.portal.missing_scopes.get(to):
            errors = [
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {"requiredGranularScopes": [scope]},
                }
            ]
            raise Refused(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes.", errors=errors)

    # Objects (v3)

    def _list(self, given: Json, query: Json, body: Any, user: str) -> Json:
        portal, kind = self.portal, given["kind"]
        is_archived = query.get("archived") == "true"
        rows = [each for each in portal.things[kind].values() if each.archived is is_archived]
        limit = int(query.get("limit", 10))
        if limit > 100:
            raise Refused(400, "VALIDATION_ERROR", "limit is over 100")
        names = query.get("properties", "").split(",")
        left = [each for each in rows if int(each.id) > int(query.get("after") or 0)]
        shown = left[:limit]
        paging = {"next": {"after": shown[-1].id}} if len(left) > limit else None
        answer = {"results": [self._shown(each.json(names), each.kind, query) for each in shown]}
        return {**answer, "paging": paging} if paging else answer

    def _shown(self, shown: Json, kind: str, query: Json) -> Json:
        """Associations come with an object where they are asked for."""
        asked = query.get("associations", "").split(",") if self.portal.gives_associations else []
        wanted = [each for each in asked if each]
        linked = {to: self.portal.linked(kind, shown["id"], to) for to in wanted}
        rows = {
            to: {"results": [{"id": i, "type": f"{kind}_to_{to}"} for i in ids]} for to, ids in linked.items() if ids
        }
        return {**shown, "associations": rows} if rows else shown

    def _create(self, given: Json, query: Json, body: Json, user: str) -> Json:
        portal, kind = self.portal, given["kind"]
        wanted = []
        for each in body["associations"]:
            (said,) = each["types"]
            to = [t for (k, t), number in TYPE_IDS.items() if (k, number) == (kind, said["associationTypeId"])]
            if said["associationCategory"] != "HUBSPOT_DEFINED" or not to:
                raise Refused(400, "VALIDATION_ERROR", f"{said} is not an association of {kind}")
            portal.thing(to[0], each["to"]["id"])
            wanted.append((to[0], each["to"]["id"]))
        made = portal.create(kind, body["properties"])
        for to_kind, to_id in wanted if portal.hangs_on_creation else ():
            portal.link(kind, made.id, to_kind, to_id)
        shown = made.json(list(made.properties))
        return {"createdResourceId": made.id, "entity": shown} if portal.wraps_created else shown

    def _search(self, given: Json, query: Json, body: Json, user: str) -> Json:
        if body["limit"] > 200 or len(body["filterGroups"]) > 6:
            raise Refused(400, "VALIDATION_ERROR", "limit or filterGroups is too large")
        are_texts = all(isinstance(each, str) for each in body["sorts"]) and "after" in body
        if self.portal.wants_sort_texts and not are_texts:
            raise Refused(400, "VALIDATION_ERROR", "Invalid input JSON")
        body = {"after": "0", **body}
        found = self.portal.search(given["kind"], body)
        if int(body["after"]) + body["limit"] > self.portal.most:
            raise Refused(400, "VALIDATION_ERROR", "paging beyond what a search gives")
        shown, paging = self.portal.pages(found, body["after"], body["limit"])
        answer = {"total": len(found), "results": [each.json(body["properties"]) for each in shown]}
        return {**answer, "paging": paging} if paging else answer

    def _batch_read(self, given: Json, query: Json, body: Json, user: str) -> Json:
        portal, kind, unique = self.portal, given["kind"], body.get("idProperty")
        if len(body["inputs"]) > 100:
            raise Refused(400, "VALIDATION_ERROR", "inputs is over 100")
        ids = [each["id"] for each in body["inputs"]]
        if unique:
            known = {e.properties.get(unique, "").lower(): e for e in portal.live(kind)}
            found = [known[each.lower()] for each in ids if each.lower() in known]
        else:
            rows = [portal.things[kind].get(each) or portal._merged(kind, each) for each in ids]
            found = list({each.id: each for each in rows if each is not None and not each.archived}.values())
        return {"status": "COMPLETE", "results": [each.json(body["properties"]) for each in found]}

    def _read(self, given: Json, query: Json, body: Any, user: str) -> Json:
        found = self.portal.thing(given["kind"], given["id"])
        return self._shown(found.json(query.get("properties", "").split(",")), given["kind"], query)

    def _change(self, given: Json, query: Json, body: Json, user: str) -> Json:
        return self.portal.change(given["kind"], given["id"], body["properties"]).json(list(body["properties"]))

    def _archive(self, given: Json, query: Json, body: Any, user: str) -> None:
        self.portal.archive(given["kind"], given["id"])

    # The portal

    def _owners(self, given: Json, query: Json, body: Any, user: str) -> Json:
        rows = [
            {"id": i, "email": email, "firstName": email.split("@")[0].title(), "lastName": "", "archived": False}
            for i, email in self.portal.owners.items()
            if query.get("email") in (None, email)
        ]
        return {"results": rows}

    def _pipelines(self, given: Json, query: Json, body: Any, user: str) -> Json:
        """https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide"""
        stages = {
            "deals": [
                ("appointmentscheduled", "Appointment", {"isClosed": "false"}),
                ("closedwon", "Won", {"isClosed": "true"}),
            ],
            "tickets": [("1", "New", {"ticketState": "OPEN"}), ("4", "Closed", {"ticketState": "CLOSED"})],
        }.get(given["kind"], [])
        shown = [{"id": i, "label": label, "metadata": metadata, "displayOrder": 0} for i, label, metadata in stages]
        return {"results": [{"id": "default", "label": "Pipeline", "stages": shown}]}

    def _property(self, given: Json, query: Json, body: Any, user: str) -> Json:
        is_fixed = given["id"] in self.portal.readonly
        return {"name": given["id"], "type": "string", "modificationMetadata": {"readOnlyValue": is_fixed}}

    def _all_properties(self, given: Json, query: Json, body: Any, user: str) -> Json:
        return {"results": self.portal.definitions[given["kind"]]}

    def _schema(self, given: Json, query: Json, body: Any, user: str) -> Json:
        """CRM/Schemas v3: ``requiredProperties``."""
        return {"name": given["kind"], "requiredProperties": list(self.portal.demanded.get(given["kind"], ()))}

    def _details(self, given: Json, query: Json, body: Any, user: str) -> Json:
        return {"portalId": self.portal.portal, "timeZone": "Asia/Seoul", "uiDomain": "app.hubspot.com"}

    def _token_info(self, given: Json, query: Json, body: Any, user: str) -> Json:
        return {"user": user, "hub_id": self.portal.portal, "scopes": self.portal.scopes}

    # Files (v3)

    def _upload(self, headers: Message, content: bytes) -> Fault:
        portal = self.portal
        portal.calls["POST files"] += 1
        head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
        parts: dict[str, Message] = {}
        for part in message_from_bytes(head + content).get_payload():
            assert isinstance(part, Message)
            parts[str(part.get_param("name", header="content-disposition"))] = part
        portal.violations += [f"upload: unknown part {each} (Files v3)" for each in set(parts) - UPLOAD]
        portal.violations += [
            f"upload: {each} is missing (Files v3)" for each in ("file", "options", "folderPath") if each not in parts
        ]
        fault = portal.faults["POST files"].popleft() if portal.faults["POST files"] else None
        if fault is not None and not fault.is_late:
            return fault
        if "files" in portal.absent:
            raise Refused(404, "OBJECT_NOT_FOUND", "no such resource")
        text = {name: part.get_payload(decode=True).decode() for name, part in parts.items() if name != "file"}  # type: ignore[union-attr]
        assert json.loads(text["options"])["access"] == "PRIVATE"
        name, _, ending = text["fileName"].rpartition(".")
        data = parts["file"].get_payload(decode=True)
        assert isinstance(data, bytes)
        made = portal.create("tasks", {}).id
        portal.things["tasks"].pop(made)
        folder = text["folderPath"].strip("/")
        path = f"{folder}/{text['fileName']}"
        if json.loads(text["options"])["overwrite"] and portal.overwrites:
            for old in [key for key, (said, _) in portal.files.items() if said["path"] == path]:
                del portal.files[old]
        parent = portal.folders.setdefault(folder, f"9{made}")
        shown = {"id": made, "name": name or ending, "extension": ending if name else "", "size": len(data)}
        shown |= {"path": path, "parentFolderId": parent, "access": "PRIVATE", "createdAt": iso(portal.tick())}
        portal.files[made] = (shown, data)
        return fault or Fault(201, json.dumps(shown).encode())

    def _find_files(self, given: Json, query: Json, body: Any, user: str) -> Json:
        return {"results": [said for said, _ in self.portal.files.values() if query.get("name", "") in said["name"]]}

    def _remove_folder(self, given: Json, query: Json, body: Any, user: str) -> None:
        folder = next((path for path, i in self.portal.folders.items() if i == given["id"]), None)
        if folder is None:
            raise Refused(404, "OBJECT_NOT_FOUND", "folder does not exist")
        if any(said["path"].startswith(f"{folder}/") for said, _ in self.portal.files.values()):
            raise Refused(400, "VALIDATION_ERROR", "the folder is not empty")
        del self.portal.folders[folder]

    def _file(self, given: Json, query: Json, body: Any, user: str) -> Json:
        if given["id"] not in self.portal.files:
            raise Refused(404, "OBJECT_NOT_FOUND", "file does not exist")
        return self.portal.files[given["id"]][0]

    def _remove_file(self, given: Json, query: Json, body: Any, user: str) -> None:
        if self.portal.files.pop(given["id"], None) is None:
            raise Refused(404, "OBJECT_NOT_FOUND", "file does not exist")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, web: HubSpotWeb) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left in the middle is no fault of the stand-in."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65_536
    server: _Listener

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        answer = self.server.web.answer(self.command, self.path, self.headers, self.rfile.read(length))
        if answer.hangs_up:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers.get("Content-Type", "application/json"))
        for name, value in answer.headers.items():
            if name != "Content-Type":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.is_half:
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
            return
        self.wfile.write(answer.body)

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def running(portal: HubSpotPortal) -> Iterator[HubSpotWeb]:
    web = HubSpotWeb(portal)
    try:
        yield web
    finally:
        web.close()
