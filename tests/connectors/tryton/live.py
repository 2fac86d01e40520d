"""The conformance kit in a real Tryton database: ``make live NAME=tryton``."""

from tests.connectors.tryton.remote import OPPORTUNITY, PARTY, Hands, SmallPages
from tests.fakes.tryton import Hand
from tests.live import Foreign, Keys, LiveContract


class LiveTryton(Hands, Foreign):
    """The account itself, an administrator, and ``colleague``, whose password is the same."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.colleague = {"username": keys.more["colleague"]}
        place, password = keys.settings["base_url"], keys.secrets["password"]
        names = (keys.settings["username"], keys.more["colleague"])
        hands = [Hand(place, name, password, keys.settings["database"]) for name in names]
        self.take(*hands)

    def tidy(self) -> None:
        """Remove what is named as the kit names it."""
        parties = self._ids(self.hand, PARTY, "name")
        leads = self._ids(self.selling, OPPORTUNITY, "description")
        places = [f"{PARTY},{each}" for each in parties] + [f"{OPPORTUNITY},{each}" for each in leads]
        for model in ("ir.note", "ir.attachment"):
            if rows := self.hand.rows(model, [["resource", "in", places]]):
                self.hand.ask(model, "delete", [row["id"] for row in rows])
        if leads:
            self.selling.ask(OPPORTUNITY, "cancel", leads)
            self.selling.ask(OPPORTUNITY, "delete", leads)
        if parties:
            self.hand.ask(PARTY, "delete", parties)

    def _ids(self, hand: Hand, model: str, field: str) -> list[int]:
        return [row["id"] for row in hand.rows(model, [[field, "ilike", "kit %"]])]


class TestLive(LiveContract):
    connector_id = "tryton"
    connector_class = SmallPages
    foreign = LiveTryton
    needed = ("colleague",)
