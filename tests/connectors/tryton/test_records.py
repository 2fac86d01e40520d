"""Parties and opportunities as records, and how changes of them arrive."""

from tests.connectors.tryton.conftest import Make
from tests.connectors.tryton.remote import OPPORTUNITY, PARTY, TrytonRemote
from workspace.connector.contract import Mirror
from workspace.connector.pages import Query
from workspace.model.items import Record
from workspace.model.kinds import RecordType


def pulled(connect: Make, **settings: str) -> Mirror:
    connector = connect(**settings)
    [collection] = connector.discover()
    mirror = Mirror(collection)
    mirror.pull(connector)
    return mirror


def named(mirror: Mirror, name: str) -> Record:
    item = mirror.titled(name)
    assert isinstance(item, Record)
    return item


def number(remote_id: str) -> int:
    return int(remote_id.partition(",")[2])


def test_a_party_with_every_field(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party(
        "Kim Haneul", "kim@haneul.example", "KIM@other.example", addresses=[["create", [{"city": "서울"}]]]
    )
    phone = {"party": number(party), "type": "mobile", "value": "+82 10-2345-6789"}
    remote.hand.create("party.contact_mechanism", **phone)
    found = named(pulled(connect), "Kim Haneul")
    assert found.record_type is RecordType.CONTACT
    assert found.emails == ("kim@haneul.example", "KIM@other.example")
    assert found.phones == ("+82 10-2345-6789",)
    assert (found.domains, found.city, found.can_write) == ((), "서울", True)
    assert found.link == f"{remote.settings['base_url']}/#crm/model/{PARTY}/{number(party)}"
    assert found.updated_at is not None


def test_the_links_go_to_the_web_client(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim")
    found = named(pulled(connect, web_client="https://erp.haneul.example/tryton/"), "Kim")
    assert found.link == f"https://erp.haneul.example/tryton/#crm/model/{PARTY}/{number(party)}"


def test_what_makes_a_party_a_company(connect: Make, remote: TrytonRemote) -> None:
    for name in ("Haneul GmbH", "주식회사 하늘", "Acme, Inc.", "Maria Sa", "Ingrid Lang"):
        remote.party(name, f"info@{len(name)}.example")
    site = remote.party("Harbor")
    remote.hand.create(
        "party.contact_mechanism", party=number(site), type="website", value="http://www.Harbor.example/en"
    )
    mirror = pulled(connect)
    companies = {each.name for each in mirror.items.values() if each.record_type is RecordType.COMPANY}  # type: ignore[union-attr]
    assert companies == {"Haneul GmbH", "주식회사 하늘", "Acme, Inc.", "Harbor"}
    assert named(mirror, "Harbor").domains == ("harbor.example",)
    assert named(mirror, "Haneul GmbH").domains == ("11.example",)


def test_a_lead_becomes_a_deal_under_its_id(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim", "kim@haneul.example")
    amount = {"__class__": "Decimal", "decimal": "1200000"}
    [way] = remote.hand.rows("party.contact_mechanism", [["party", "=", number(party)]])
    opened = remote.opportunity("지붕 수리", party, amount=amount, contact=way["id"])
    mirror = pulled(connect)
    lead = named(mirror, "지붕 수리")
    assert lead.record_type is RecordType.LEAD
    assert (lead.parent_ids, lead.emails) == ((party,), ("kim@haneul.example",))
    assert (lead.amount, lead.owner, lead.stage, lead.is_open) == ("1200000 KRW", "Jiyoung", "Lead", True)
    remote.selling.ask(OPPORTUNITY, "opportunity", [number(opened)])
    mirror.pull(connect())
    deal = named(mirror, "지붕 수리")
    assert (deal.record_type, deal.remote_id, deal.stage) == (RecordType.DEAL, lead.remote_id, "Opportunity")
    remote.selling.ask(OPPORTUNITY, "lost", [number(opened)])
    mirror.pull(connect())
    assert not named(mirror, "지붕 수리").is_open


def test_a_changed_address_arrives_without_its_party(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim", "old@haneul.example", "gone@haneul.example")
    mirror = pulled(connect)
    first, second = remote.hand.rows("party.contact_mechanism", [["party", "=", number(party)]])
    remote.hand.ask("party.contact_mechanism", "write", [first["id"]], {"value": "new@haneul.example"})
    remote.hand.ask("party.contact_mechanism", "write", [second["id"]], {"active": False})
    mirror.pull(connect())
    assert named(mirror, "Kim").emails == ("new@haneul.example",)


def test_a_round_without_news_brings_nothing(connect: Make, remote: TrytonRemote) -> None:
    remote.party("Kim")
    mirror = pulled(connect)
    assert [page.items for page in mirror.pull(connect())] == [()]


def test_what_was_written_late_is_found(connect: Make, remote: TrytonRemote) -> None:
    """A long transaction's rows appear with the time at which it began."""
    remote.party("First")
    mirror = pulled(connect)
    late = remote.party("Late")
    for column in ("create_date", "write_date"):
        remote.server.sql(
            f"UPDATE party_party SET {column} = datetime({column}, '-5 minutes') WHERE id = ?", number(late)
        )
    mirror.pull(connect())
    assert named(mirror, "Late").remote_id == late


def test_a_party_that_is_inactive_leaves(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim")
    mirror = pulled(connect)
    remote.hand.ask(PARTY, "write", [number(party)], {"active": False})
    mirror.pull(connect())
    assert "Kim" not in mirror.titles()


def test_looking_up_by_domain_takes_no_other_domain(connect: Make, remote: TrytonRemote) -> None:
    remote.party("Right", "a@haneul.example")
    remote.party("Below", "a@mail.haneul.example")
    remote.party("Wrong", "a@nothaneul.example")
    remote.party("Sly", "haneul.example@evil.example")
    found = connect().look_up(Query(domains=("haneul.example",)))
    assert {each.name for each in found} == {"Right", "Below"}


def test_looking_up_takes_signs_as_they_are(connect: Make, remote: TrytonRemote) -> None:
    remote.party("100% Kim_Lee \\ Co", "a_b%c@haneul.example")
    remote.party("Kim Lee", "axbyc@haneul.example")
    for query in (Query(emails=("A_b%c@haneul.example",)), Query(text="100% kim_"), Query(text="\\ co")):
        assert [each.name for each in connect().look_up(query)] == ["100% Kim_Lee \\ Co"]


def test_looking_up_brings_the_open_opportunities_of_who_is_found(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim", "kim@haneul.example")
    remote.opportunity("Open", party)
    lost = remote.opportunity("Lost", party)
    remote.selling.ask(OPPORTUNITY, "lost", [number(lost)])
    found = connect().look_up(Query(emails=("kim@haneul.example",)))
    assert [each.name for each in found] == ["Kim", "Open"]


def test_who_is_related_to_a_company_belongs_to_it(connect: Make, remote: TrytonRemote) -> None:
    """The module party_relationship says it in either direction, and without a change of the party."""
    one, two, company = remote.party("Kim"), remote.party("Lee"), remote.party("Haneul GmbH")
    mirror = pulled(connect)
    assert named(mirror, "Kim").parent_ids == ()
    kind = remote.hand.create("party.relation.type", name="Works with")
    for pair in ({"from_": number(one), "to": number(company)}, {"from_": number(company), "to": number(two)}):
        remote.hand.create("party.relation.all", type=kind, **pair)
    remote.hand.create("party.relation.all", type=kind, from_=number(one), to=number(two))
    mirror.pull(connect())
    assert named(mirror, "Kim").parent_ids == named(mirror, "Lee").parent_ids == (company,)
    assert named(mirror, "Haneul GmbH").parent_ids == ()
