"""What the user decides: the only code that writes ``user.db``, for the window and the command line."""

from workspace.store.user.accounts import Accounts
from workspace.store.user.drafts import Drafts
from workspace.store.user.marks import Marks
from workspace.store.user.notices import Notices
from workspace.store.user.planned import Planned
from workspace.store.user.rules import Rules
from workspace.store.user.searches import Searches
from workspace.store.user.tabs import Tabs
from workspace.store.user.wording import Wording
from workspace.store.user.workplaces import Workplaces


class UserStore(Accounts, Workplaces, Planned, Drafts, Rules, Marks, Wording, Notices, Searches, Tabs):
    """Everything in ``user.db``; every method is one short transaction. Safe to use from several threads."""
