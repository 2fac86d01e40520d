"""What the user decided, as the engine takes it in: accounts come and go, actions wait, questions are asked.

Looked at whenever ``user.db`` changed; compared with what is known, so that an unrelated change costs little.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from workspace.connector.manifest import Manifest
from workspace.engine.duty import Duty, Work
from workspace.engine.health import Condition
from workspace.engine.sorting import Sorting
from workspace.engine.waking import Waking
from workspace.model.accounts import Account, Health
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, WorkplaceId
from workspace.model.kinds import HealthState
from workspace.store.damage import CacheDamaged, is_condemned
from workspace.store.home import Home
from workspace.store.room import RESERVE, NoRoom, free
from workspace.store.rows import HealthRow
from workspace.store.user import UserStore
from workspace.store.user.orders import Follow, Orders, OutboxRow

if TYPE_CHECKING:
    from workspace.engine.engine import Engine

SETTLE_SECONDS = 1.0
"""How long after the undo time the engine waits, so that it never races the user's last moment."""
PROFILES_SECONDS = 1.0
"""How often the files of profiles are looked at."""
FINISHED = frozenset({"done", "failed", "unsure"})


class Intake:
    """Reads ``user.db`` in the scheduler's thread."""

    def __init__(self, engine: "Engine", home: Home, key: bytes) -> None:
        self._engine = engine
        self.user = UserStore(home, key)
        self._orders = Orders(home, key)
        self._seen_version: int | None = None
        self._last_request = 0
        self.accounts: list[Account] = []
        self.follows: list[Follow] = []
        self._members: dict[WorkplaceId, tuple[AccountId, ...]] = {}
        self._mirrored: object = None
        self._marks: object = None
        self._tabs: object = None
        self._waking = Waking(engine)
        self._sorting = Sorting(engine)
        self._health: dict[AccountId, HealthRow] = {}
        self._given_up: frozenset[ActionId] = frozenset()
        self._born: dict[ActionId, Action] = {}
        self._profiles_due_at = 0.0
        self._profiles_version = 0
        self._in_effect: dict[AccountId, object] = {}
        """What the profiles made of the settings of those accounts that have one."""

    def close(self) -> None:
        self._orders.close()
        self.user.close()

    def recover(self) -> None:
        """After a start: what the engine itself decided earlier and did not finish."""
        self._health = self._engine.reader.health()
        self._mirror_filed()
        for action in self._engine.writing.do(lambda s: s.ledger.born_unfinished()):
            self._born[action.action_id] = action

    def members(self, workplace_id: WorkplaceId | None) -> tuple[AccountId, ...]:
        return self._members.get(workplace_id, ()) if workplace_id else ()

    def look(self) -> None:
        """Take in what changed since the last look.

        Raises :class:`CacheDamaged` as soon as anybody noticed that, and :class:`NoRoom` before the last is taken.
        """
        if is_condemned(self._engine.home):
            raise CacheDamaged
        if self._engine.writing.is_out_of_room or free(self._engine.home) < RESERVE:
            raise NoRoom
        self._look_at_profiles()
        self._waking.look()
        version = self._orders.data_version()
        if version == self._seen_version:
            return
        self._seen_version = version
        self._mirror_tabs()
        self._take_accounts()
        self._mirror_marks()
        self.take_outbox()
        if self.user.dismissed() != self._given_up:
            self._mirror_filed()
        self.follows = self._orders.follows()
        for request in self._orders.requests(self._last_request):
            self._last_request = request.seq
            self._engine.questions.ask(request)

    def _mirror_filed(self) -> None:
        given_up = self._given_up = self.user.dismissed()
        self._engine.writing.do(lambda s: s.cache.mirror_filed(s.ledger.filed_marks(given_up)))

    def add_born(self, actions: Iterable[Action]) -> None:
        """Actions that the engine decided itself; they lie in the ledger already."""
        self._born.update((action.action_id, action) for action in actions)
        self.take_outbox()

    # Accounts

    def _take_accounts(self) -> None:
        accounts, members = self.user.accounts(), self.user.workplace_accounts()
        if accounts != self.accounts or members != self._members:
            self.accounts, self._members = accounts, members
            enabled = {a.account_id: a for a in accounts if a.is_enabled}
            for account_id in self._engine.duties.keys() - enabled.keys():
                self._drop(account_id)
            for account in enabled.values():
                self._take_account(account)
            self._engine.watching.reconsider()
        self._mirror()

    def _look_at_profiles(self) -> None:
        """Where the admin's files changed, accounts whose settings are others now begin anew with them."""
        now = self._engine.clock()
        if now >= self._profiles_due_at:
            self._profiles_due_at = now + PROFILES_SECONDS
            self._engine.profiles.refresh()
        if self._engine.profiles.version == self._profiles_version:
            return
        self._profiles_version = self._engine.profiles.version
        for duty in self._engine.duties.values():
            before = self._in_effect.get(duty.account_id)
            if self._note_effect(duty.account) != before:
                duty.manifest = self._manifest(duty.account) or duty.manifest
                self.start_over(duty)

    def _note_effect(self, account: Account) -> object:
        """The account's settings as its profile has them now."""
        if not account.profile:
            return None
        profiles = self._engine.profiles
        manifest = self._manifest(account)
        effect = profiles.known_settings(account), manifest and manifest.poll_seconds
        self._in_effect[account.account_id] = effect
        return effect

    def _manifest(self, account: Account) -> Manifest | None:
        manifest = self._engine.connectors.get(account.connector_id)
        return manifest and self._engine.profiles.manifest(account, manifest)

    def _take_account(self, account: Account) -> None:
        self._note_effect(account)
        duty = self._engine.duties.get(account.account_id)
        if duty is None:
            self._add(account)
        elif _asked(duty.account) != _asked(account):
            duty.account = account
            duty.manifest = self._manifest(account) or duty.manifest
            self.start_over(duty)
        else:
            duty.account = account

    def _add(self, account: Account) -> None:
        manifest = self._manifest(account)
        if manifest is None:
            return
        condition = Condition(account.account_id, random=self._engine.random, wall=self._engine.wall)
        if row := self._health.pop(account.account_id, None):
            state = HealthState(row.state)
            condition.health = Health(state, row.since, row.message_key, row.params)
        duty = Duty(account, manifest, condition)
        self._engine.duties[account.account_id] = duty
        self._engine.hurry(duty)

    def start_over(self, duty: Duty) -> None:
        """Settings or secrets changed, or the user asks: forget the trouble and try at once."""
        self._engine.connecting.secrets.forget(duty.account_id)
        duty.try_again(self._engine.clock())
        duty.discovered_at = float("-inf")
        self._engine.watching.leave(duty)
        self._engine.hurry(duty)
        self._engine.stir(duty)

    def _drop(self, account_id: AccountId) -> None:
        duty = self._engine.duties.pop(account_id)
        self._in_effect.pop(account_id, None)
        duty.make_room.set()
        self._engine.schedule.remove(account_id)
        self._engine.watching.leave(duty)

    def forget_mirror(self) -> None:
        """The cache was cleared: copy everything again at the next look."""
        self._mirrored = self._marks = self._tabs = self._seen_version = None

    def _mirror(self) -> None:
        """Copy what lists filter by into the cache, if it changed."""
        state = (self.accounts, self._members)
        if state == self._mirrored:
            return
        self._mirrored = state
        accounts = list(self.accounts)
        members = {str(workplace): ids for workplace, ids in self._members.items()}
        self._engine.writing.do(lambda s: s.cache.mirror_accounts(accounts, members))

    def _mirror_tabs(self) -> None:
        tabs = self._orders.tab_rules()
        if tabs != self._tabs:
            self._tabs = tabs
            self._sorting.begin(tabs)

    def _mirror_marks(self) -> None:
        marks = self._orders.marks()
        if marks != self._marks:
            self._marks = marks
            self._engine.writing.do(lambda s: s.cache.mirror_marks(marks), is_urgent=True)

    # Actions

    def take_outbox(self) -> None:
        """Bring every account's waiting actions up to date with the outbox and the ledger."""
        rows = [row for row in self._orders.outbox() if not row.is_withdrawn]
        ids = [row.action_id for row in rows] + list(self._born)
        known = self._engine.writing.do(lambda s: s.ledger.states(ids), is_news=False, is_urgent=True) if ids else {}
        wanted: dict[ActionId, OutboxRow] = {}
        for row in rows:
            state, retries = known.get(row.action_id, ("", 0))
            if state not in FINISHED or row.retries > retries:
                wanted[row.action_id] = row
        given_up = self.user.dismissed()
        self._born = {
            a: v for a, v in self._born.items() if known.get(a, ("", 0))[0] not in FINISHED and a not in given_up
        }
        for duty in self._engine.duties.values():
            for action_id in [a for a in duty.works if a not in wanted and a not in self._born]:
                del duty.works[action_id]
        for row in wanted.values():
            self._take_action(row, is_retry=row.retries > known.get(row.action_id, ("", 0))[1])
        for action in self._born.values():
            self._take_work(Work(action, 0.0))

    def _take_action(self, row: OutboxRow, *, is_retry: bool) -> None:
        duty = self._engine.duties.get(row.account_id)
        if duty is None:
            return
        known = duty.works.get(row.action_id)
        if known is not None and known.retries >= row.retries:
            return
        action = self._orders.action(row.action_id)
        if action is None:
            return
        if is_retry and not duty.condition.is_well:
            duty.try_again(self._engine.clock())
        work = Work(action, 0.0, retries=row.retries, is_insisted=row.retries > 0)
        if row.is_planned:
            work.not_before = row.not_before / 1000 + SETTLE_SECONDS
        elif row.not_before:
            # However the clock is set meanwhile, the time for Undo lasts as long as it was to last.
            left = min(row.not_before / 1000 - self._engine.wall(), row.undo_seconds)
            work.ready_at = self._engine.clock() + left + SETTLE_SECONDS
        self._take_work(work)

    def _take_work(self, work: Work) -> None:
        duty = self._engine.duties.get(work.action.account_id)
        if duty is None:
            return
        known = duty.works.get(work.action.action_id)
        if known is None or known.retries < work.retries:
            duty.works[work.action.action_id] = replace(work)
        self._engine.stir(duty)


def _asked(account: Account) -> tuple[object, ...]:
    """What decides how the service is used."""
    return account.settings, account.connector_id, account.profile
