"""What a pull delivers: pages that serve all three ways in which services report change.

* **True delta** (Graph, Gmail history, QRESYNC): ``items``, ``flags`` and ``gone`` since the cursor.
* **List and compare** (plain IMAP): the last page carries ``alive``, every remote id of the collection.
* **A window that moves** (Slack, "modified since"): ``items`` of the window; ``gone`` only inside it.

The engine stores a page and its cursor in one transaction and may be killed after any page: the next pull starts from
the last stored cursor, so delivery is at least once and a page must make sense when it is seen twice.
"""

from dataclasses import dataclass
from datetime import datetime

from workspace.model.ids import RemoteId
from workspace.model.items import Item


@dataclass(frozen=True, slots=True)
class Flags:
    """A change of marks on an item whose rest is unchanged; None leaves a mark as it is."""

    remote_id: RemoteId
    is_read: bool | None = None
    is_flagged: bool | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A step of a pull.

    ``gone`` are ids that left *this collection*. ``alive`` is the complete set of ids in it, given once on the last
    page by services that cannot report deletions. ``cursor`` is stored with the page; None keeps the one before.
    ``total`` is how many items the whole pull will bring, if known, for the progress bar; the most that is said until
    the pull has ended counts, so that one that was cut may say what is left.
    """

    items: tuple[Item, ...] = ()
    flags: tuple[Flags, ...] = ()
    gone: tuple[RemoteId, ...] = ()
    alive: frozenset[RemoteId] | None = None
    cursor: str | None = None
    total: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but how far the pull came."""
        return not self.items and not self.flags and not self.gone and self.alive is None and self.total is None


@dataclass(frozen=True, slots=True)
class Ref:
    """Names one item, or one attachment of it, to the connector that delivered it."""

    collection: RemoteId
    remote_id: RemoteId
    part_id: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the service says we are: ``user`` is unique there, ``addresses`` are those we receive at."""

    user: str
    name: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question to a CRM: records with any of these addresses or domains, or whose name holds ``text``."""

    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for among the mails of a service; all of it has to be so.

    ``words`` are words and phrases anywhere in a mail, ``from_`` and ``to`` parts of names and addresses, ``subject``
    words and phrases of the subject; ``after`` (from then on) and ``before`` are aware. ``limit`` is how many mails a
    collection gives at most, the newest.
    """

    words: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    limit: int = 200

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.from_ or self.to or self.subject or self.after or self.before)

    def is_in_time(self, at: datetime) -> bool:
        """For services that know days only."""
        return (self.after is None or at >= self.after) and (self.before is None or at < self.before)
