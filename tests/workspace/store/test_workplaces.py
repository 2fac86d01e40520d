"""Workplaces are ordered, removed and restored whole, and travel as templates without secrets."""

import pytest

from tests.workspace.store.building import Store
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, WorkplaceId
from workspace.profiles.template import TemplateWrong, export_template, import_template, read_template
from workspace.store.tab_rules import Rule, condition
from workspace.store.user import UserStore

MAIL = Account(
    AccountId("m"),
    "imap",
    "jane@desk.example",
    {"host": 'imap.desk.example" ', "port": "993", "username": "jane", "address": "jane@desk.example"},
)
CHAT = Account(AccountId("c"), "slack", "Team chat", {})


@pytest.fixture
def user(store: Store) -> UserStore:
    store.user.add_account(MAIL)
    store.user.add_account(CHAT)
    return store.user


def desk(user: UserStore) -> WorkplaceId:
    made = user.add_workplace("Desk “one”")
    user.assign(made.workplace_id, [MAIL.account_id, CHAT.account_id])
    user.update_workplace(made.workplace_id, icon="star", linked_account_id=MAIL.account_id)
    return made.workplace_id


def test_the_order_holds_and_the_unnamed_follow(user: UserStore) -> None:
    ids = [user.add_workplace(name).workplace_id for name in "abcd"]
    user.order_workplaces([ids[2], ids[0]])
    assert "".join(each.name for each in user.workplaces()) == "cabd"


def test_a_removed_workplace_is_restored_in_its_place_with_its_own(user: UserStore) -> None:
    first, second = desk(user), user.add_workplace("Second").workplace_id
    before = (user.workplaces(), user.workplace_accounts(), user.accounts())
    memory = user.remember_workplace(first)
    assert user.remove_workplace(first)
    assert [each.workplace_id for each in user.workplaces()] == [second]
    user.remove_account(CHAT.account_id)
    assert user.restore_workplace(memory)
    assert user.workplaces() == before[0]
    assert user.workplace_accounts()[first] == (MAIL.account_id,)
    assert user.accounts() == before[2][:1]
    assert not user.restore_workplace(memory)


def test_a_moved_account_leaves_one_workplace_or_all(user: UserStore) -> None:
    first = desk(user)
    second, third = (user.add_workplace(name).workplace_id for name in ("Second", "Third"))
    user.assign(second, [MAIL.account_id])
    user.move_account(MAIL.account_id, third, out_of=second)
    inside = [place for place, ids in user.workplace_accounts().items() if MAIL.account_id in ids]
    assert inside == [first, third]
    user.move_account(MAIL.account_id, second)
    inside = [place for place, ids in user.workplace_accounts().items() if MAIL.account_id in ids]
    assert inside == [second]
    with pytest.raises(KeyError):
        user.move_account(MAIL.account_id, WorkplaceId("nowhere"))


def test_a_template_makes_the_same_workplace_without_secrets_and_names(user: UserStore) -> None:
    user.update_account(MAIL.account_id, settings={**MAIL.settings, "password": "hunter2"})
    workplace = user.workplace(desk(user))
    assert workplace is not None
    text = export_template(user, workplace)
    assert "hunter2" not in text
    assert "jane" not in text
    made = import_template(user, read_template(text.encode("utf-8-sig")))  # as Notepad saves what was edited
    assert (made.workplace.name, made.workplace.color, made.workplace.icon) == (workplace.name, workplace.color, "star")
    found = [user.account(account_id) for account_id in made.account_ids]
    assert [(each.name, dict(each.settings)) for each in found if each] == [
        ("Mail (IMAP)", {"host": 'imap.desk.example" ', "port": "993"}),
        ("Team chat", {}),
    ]
    assert made.workplace.linked_account_id == made.account_ids[0]
    assert "jane@desk.example" in export_template(user, workplace, with_people=True)


def test_tabs_travel_with_the_template_without_naming_anybody(user: UserStore) -> None:
    workplace = user.workplace(desk(user))
    assert workplace is not None
    rules = {
        "Shop “&” Co": Rule((condition("domain", "shop.example"), condition("sender", "eve@x.example"))),
        "Work": Rule((condition("account", MAIL.account_id), condition("subject", "Invoice")), needs_all=True),
        "Eve's": Rule((condition("sender", "eve@x.example"), condition("subject", "hi")), needs_all=True),
    }
    for name, rule in rules.items():
        user.add_tab(workplace.workplace_id, name, rule)
    text = export_template(user, workplace)
    assert "eve" not in text
    made = import_template(user, read_template(text.encode()))
    shop, work = user.tab_rules(made.workplace.workplace_id)
    assert (shop.name, shop.rule) == ("Shop “&” Co", Rule((condition("domain", "shop.example"),)))
    assert work.rule == Rule((condition("account", made.account_ids[0]), condition("subject", "invoice")), True)
    whole = import_template(user, read_template(export_template(user, workplace, with_people=True).encode()))
    found = user.tab_rules(whole.workplace.workplace_id)
    assert [(each.name, len(each.rule.conditions)) for each in found] == [("Shop “&” Co", 2), ("Work", 2), ("Eve's", 2)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = 1", "workplace"),
        ("version = ", "TOML"),
        ('version = 1\n[workplace]\nname = "x"\ncolor = "red"', "workplace.color"),
        (
            'version = 1\n[workplace]\nname = "x"\ncolor = "#112233"\n[[accounts]]\nconnector = "imap"\nname = "m"\n'
            'settings = { password = "p" }',
            "secret",
        ),
        (
            'version = 1\n[workplace]\nname = "x"\ncolor = "#112233"\n[[tabs]]\nname = "t"\nwhen = [["moon", "full"]]',
            "tabs.0",
        ),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(user: UserStore, text: str, said: str) -> None:
    with pytest.raises(TemplateWrong, match=said):
        import_template(user, read_template(text.encode()))
    assert user.workplaces() == []


def test_an_account_of_a_connector_that_is_not_here_is_left_out(user: UserStore) -> None:
    text = 'version = 1\n[workplace]\nname = "x"\ncolor = "#112233"\n[[accounts]]\nconnector = "fax"\nname = "Fax"\n'
    made = import_template(user, read_template(text.encode()))
    assert (made.account_ids, list(made.left_out)) == ((), ["Fax"])
