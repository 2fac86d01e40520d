"""Where a filing lies already: under its action's own notes, on the records, or as the search index has it."""

from connectors.hubspot.api import Api, Json
from connectors.hubspot.associations import Associations
from connectors.hubspot.letters import KEY, MARK, READ, activity, headers_of, keys_of
from connectors.hubspot.objects import place
from workspace.connector.errors import Rejected
from workspace.connector.journal import Journal
from workspace.mail.address import normalise
from workspace.model.actions import Action
from workspace.model.filings import Filing

NEWEST = 300
"""So many activities of a record are looked through for a key."""


class Finding:
    """Looks for activities of one account for one run."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._associations = Associations(api)

    def there(self, action: Action, filing: Filing, journal: Journal) -> Json | None:
        """The activity of a filing; what a call of ours made whose answer never came is noted as ours."""
        name = activity(filing.kind)
        ids = [str(action.payload.get("add_to") or ""), *(str(each) for each in journal.all("made"))]
        for object_id in filter(None, ids):
            if there := self._api.one(name, object_id, READ[name]):
                return there
        found = self._by_records(name, filing) or self._by_search(name, filing)
        if found is None or not journal.all("begun"):
            return found
        if headers_of(found).get(MARK, action.action_id) == action.action_id:
            journal.note("made", str(found["id"]))
            journal.note("links", *(list(each) for each in self._associations.records(name, str(found["id"]))))
        return found

    def places(self, filing: Filing) -> list[tuple[str, str]]:
        """The records of the filing, and the contacts whose addresses stand on it: a colleague may have filed there."""
        places = [place(ref) for ref in filing.records]
        people = (filing.from_, *filing.to, *filing.cc, *filing.bcc)
        emails = [normalise(each.email) for each in people if "@" in each.email]
        places += [("contacts", str(each["id"])) for each in self._api.people(emails, ("email",))]
        return list(dict.fromkeys(places))

    def _by_records(self, name: str, filing: Filing) -> Json | None:
        """Through what the records know: that is right at once, while the search index lags behind."""
        ids: dict[str, None] = {}
        for to, to_id in self.places(filing):
            ids.update(dict.fromkeys(self._associations.of(to, to_id, name)))
        newest = sorted(ids, key=lambda each: (len(each), each), reverse=True)[:NEWEST]
        found = self._api.read(name, newest, READ[name]) if newest else []
        return next((each for each in found if filing.key in keys_of(name, each)), None)

    def _by_search(self, name: str, filing: Filing) -> Json | None:
        if name != "emails":
            return None
        forms = dict.fromkeys((filing.key, filing.key.strip("<>")))
        filters = [[{"propertyName": KEY, "operator": "EQ", "value": each}] for each in forms]
        try:
            found = self._api.found(name, filters, READ[name])
        except Rejected as error:
            if error.message_key != "refused":
                raise
            return None
        return next((each for each in found if filing.key in keys_of(name, each)), None)
