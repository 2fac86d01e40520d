"""What the user decides: the only code that writes ``user.db``, for the window and the command line."""

from workspace.store.user_accounts import Accounts
from workspace.store.user_drafts import Drafts
from workspace.store.user_outbox import Outbox
from workspace.store.user_rules import Rules
from workspace.store.user_searches import Searches


class UserStore(Accounts, Outbox, Drafts, Rules, Searches):
    """Everything in ``user.db``; every method is one short transaction. Safe to use from several threads."""
