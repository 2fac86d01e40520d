"""Records as EspoCRM has them: every address, parents, what is over, and what its lists leave out."""

from tests.connectors.espocrm.conftest import Make
from tests.connectors.espocrm.remote import EspoRemote
from tests.fakes.espocrm import EspoFake
from workspace.connector.contract_remote import Mirror
from workspace.model.items import Record


def pulled(make: Make, entity: str) -> dict[str, Record]:
    connector = make()
    [collection] = [each for each in connector.discover() if each.remote_id == entity]
    mirror = Mirror(collection)
    mirror.pull(connector)
    return {each.name: each for each in mirror.items.values() if isinstance(each, Record)}


def test_every_address_of_a_person_is_known(make: Make, fake: EspoFake, remote: EspoRemote) -> None:
    """A list has the primary address alone; those that the organisation added are fields of its own."""
    fake.fields["Contact"]["cPrivateEmail"] = {"type": "varchar", "isCustom": True}
    data = [{"emailAddress": "a@one.example", "primary": True}, {"emailAddress": "b@two.example", "primary": False}]
    remote.create("Contact", lastName="Kit Two", emailAddressData=data, cPrivateEmail="c@three.example")
    remote.create("Contact", lastName="Kit One", emailAddress="d@one.example")
    found = pulled(make, "Contact")
    assert found["Kit Two"].emails == ("a@one.example", "b@two.example", "c@three.example")
    assert found["Kit One"].emails == ("d@one.example",)


def test_a_deal_knows_its_people_and_whether_it_is_over(make: Make, fake: EspoFake, remote: EspoRemote) -> None:
    """What is over, the organisation's own names of the stages say."""
    fake.fields["Opportunity"]["stage"] |= {"options": ["Begun", "Done"], "probabilityMap": {"Begun": 5, "Done": 100}}
    given = {"amount": 1200, "amountCurrency": "USD", "closeDate": "2026-12-01", "accountId": "a1"}
    remote.create("Opportunity", name="Kit Open", stage="Begun", contactsIds=["c1", "c2"], **given)
    remote.create("Opportunity", name="Kit Over", stage="Done", **given)
    found = pulled(make, "Opportunity")
    assert found["Kit Open"].parent_ids == ("a1", "c1", "c2")
    assert (found["Kit Open"].is_open, found["Kit Over"].is_open) == (True, False)
    assert found["Kit Open"].amount == "1200 USD"


def test_a_company_is_known_by_its_website(make: Make, remote: EspoRemote) -> None:
    made = remote.create(
        "Account", name="Kit Haneul", website="https://www.Haneul.example/ko?x=1", assignedUserName="Mina"
    )
    record = pulled(make, "Account")["Kit Haneul"]
    assert record.domains == ("haneul.example",)
    assert record.owner == "Mina"
    assert record.link == f"{remote.settings['base_url']}/#Account/view/{made['id']}"


def test_a_round_without_news_asks_little(make: Make, fake: EspoFake, remote: EspoRemote) -> None:
    """What was brought in the last seconds is not brought again, and nothing is listed that did not go."""
    for number in range(5):
        remote.create("Contact", lastName=f"Kit {number}")
    connector = make()
    mirror = Mirror(next(iter(connector.discover())))
    mirror.pull(connector)
    fake.asked.clear()
    assert [page.items for page in mirror.pull(connector) if page.items or page.alive] == []
    lists = [path for method, path, params in fake.asked if path == "Contact"]
    assert len(lists) <= 3


def test_a_record_that_came_while_another_went_hides_nothing(make: Make, remote: EspoRemote) -> None:
    """As many as before, but not the same ones."""
    gone = remote.create("Contact", lastName="Kit gone")
    connector = make()
    mirror = Mirror(next(iter(connector.discover())))
    mirror.pull(connector)
    remote.call("DELETE", f"Contact/{gone['id']}")
    remote.create("Contact", lastName="Kit new")
    mirror.pull(connector)
    assert mirror.titles() == ["Kit new"]
