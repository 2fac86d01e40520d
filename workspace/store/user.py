"""What the user decides: the only code that writes ``user.db``, for the window and the command line."""

from workspace.store.user_accounts import Accounts
from workspace.store.user_drafts import Drafts
from workspace.store.user_marks import Marks
from workspace.store.user_notices import Notices
from workspace.store.user_planned import Planned
from workspace.store.user_rules import Rules
from workspace.store.user_searches import Searches
from workspace.store.user_tabs import Tabs
from workspace.store.user_wording import Wording
from workspace.store.user_workplaces import Workplaces


class UserStore(Accounts, Workplaces, Planned, Drafts, Rules, Marks, Wording, Notices, Searches, Tabs):
    """Everything in ``user.db``; every method is one short transaction. Safe to use from several threads."""
