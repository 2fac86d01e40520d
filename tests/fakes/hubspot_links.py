"""The stand-in's associations: as v4 has them, as v3 had them, one or several at once."""

from typing import Any

from tests.fakes.hubspot import TYPE_IDS, HubSpotPortal, Json, Refused


class HubSpotLinks:
    """A part of :class:`tests.fakes.hubspot_web.HubSpotWeb`."""

    portal: HubSpotPortal

    def _linked(self, given: Json, query: Json, body: Any, user: str) -> Json:
        portal = self.portal
        portal.thing(given["kind"], given["id"])
        ids, paging = portal.pages(
            portal.linked(given["kind"], given["id"], given["to"]), query.get("after", ""), int(query.get("limit", 500))
        )
        answer = {"results": [{"toObjectId": int(each), "associationTypes": []} for each in ids]}
        return {**answer, "paging": paging} if paging else answer

    def _linked_all(self, given: Json, query: Json, body: Json, user: str) -> Json:
        rows = []
        for each in body["inputs"]:
            linked = self.portal.linked(given["kind"], each["id"], given["to"])
            if linked:
                to = [{"toObjectId": int(i), "associationTypes": []} for i in linked]
                rows.append({"from": {"id": each["id"]}, "to": to})
        return {"status": "COMPLETE", "results": rows}

    def _link(self, given: Json, query: Json, body: Any, user: str) -> Json:
        self.portal.link(given["kind"], given["id"], given["to"], given["to_id"])
        return {"status": "COMPLETE", "results": []}

    def _unlink(self, given: Json, query: Json, body: Any, user: str) -> None:
        self.portal.unlink(given["kind"], given["id"], given["to"], given["to_id"])

    # Associations as v3 had them, and typed or several at once

    def _link_typed(self, given: Json, query: Json, body: Any, user: str) -> Json:
        self._typed(given["kind"], given["to"], body)
        return self._link(given, query, body, user)

    def _typed(self, kind: str, to: str, types: Any) -> None:
        numbers = [each["associationTypeId"] for each in types if each["associationCategory"] == "HUBSPOT_DEFINED"]
        if numbers != [TYPE_IDS.get((kind, to))]:
            raise Refused(400, "VALIDATION_ERROR", f"{numbers} is not an association of {kind} with {to}")

    def _named(self, kind: str, to: str, name: str) -> None:
        if name != f"{_single(kind)}_to_{_single(to)}":
            raise Refused(400, "VALIDATION_ERROR", f"{name} is not an association of {kind} with {to}")

    def _linked_v3(self, given: Json, query: Json, body: Any, user: str) -> Json:
        rows = self._linked(given, query, body, user)
        return {**rows, "results": [{"id": str(each["toObjectId"]), "type": "x"} for each in rows["results"]]}

    def _link_v3(self, given: Json, query: Json, body: Any, user: str) -> Json:
        self._named(given["kind"], given["to"], given["type"])
        return self._link(given, query, body, user)

    def _unlink_v3(self, given: Json, query: Json, body: Any, user: str) -> None:
        self._named(given["kind"], given["to"], given["type"])
        self._unlink(given, query, body, user)

    def _linked_all_v3(self, given: Json, query: Json, body: Json, user: str) -> Json:
        found = self._linked_all(given, query, body, user)
        rows = [{**row, "to": [{"id": str(each["toObjectId"])} for each in row["to"]]} for row in found["results"]]
        return {**found, "results": rows}

    def _link_all(self, given: Json, query: Json, body: Json, user: str) -> Json:
        for each in body["inputs"]:
            self._typed(given["kind"], given["to"], each["types"])
            self.portal.link(given["kind"], each["from"]["id"], given["to"], each["to"]["id"])
        return {"status": "COMPLETE", "results": []}

    def _link_all_v3(self, given: Json, query: Json, body: Json, user: str) -> Json:
        for each in body["inputs"]:
            self._named(given["kind"], given["to"], each["type"])
            self.portal.link(given["kind"], each["from"]["id"], given["to"], each["to"]["id"])
        return {"status": "COMPLETE", "results": []}

    def _unlink_all(self, given: Json, query: Json, body: Json, user: str) -> None:
        for each in body["inputs"]:
            for to in each["to"]:
                self.portal.unlink(given["kind"], each["from"]["id"], given["to"], to["id"])

    def _unlink_all_v3(self, given: Json, query: Json, body: Json, user: str) -> None:
        for each in body["inputs"]:
            self._named(given["kind"], given["to"], each["type"])
            self.portal.unlink(given["kind"], each["from"]["id"], given["to"], each["to"]["id"])


def _single(kind: str) -> str:
    return "company" if kind == "companies" else kind.removesuffix("s")
