"""Questions of the window and the command line: each is answered once, with what it asked, or why not."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from workspace.connector.errors import ConnectorError, Rejected
from workspace.connector.manifest import Manifest
from workspace.connector.oauth import TOKENS
from workspace.engine.duty import Duty
from workspace.engine.health import trace_of
from workspace.engine.inquiries import Inquiries
from workspace.engine.searching import Searching
from workspace.engine.signing import Signing, Wanted
from workspace.engine.syncing import Sync, start
from workspace.engine.writing import Stores
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RemoteId, RequestId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, RecordType
from workspace.store.user.orders import RequestRow

if TYPE_CHECKING:
    from workspace.engine.engine import Engine

Payload = dict[str, Any]
KEPT = timedelta(days=1)
"""How long an answer waits to be read."""
log = logging.getLogger(__name__)


class Questions:
    """Takes questions, has them worked on and writes the answers; called in the scheduler's thread."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._inquiries = Inquiries(engine.writing, engine.reader, engine.connecting, engine.performer.parts)
        old = datetime.fromtimestamp(engine.wall(), UTC) - KEPT
        engine.writing.do(lambda s: s.cache.sweep_answers(old), is_news=False)
        engine.writing.do(lambda s: s.cache.end_open_answers("signin_interrupted"))
        self._searching = Searching(engine.writing, engine.connecting, engine.puller.bodies)
        self._signing = Signing(engine.connecting)
        self._answered = engine.writing.do(lambda s: s.cache.answered(), is_news=False)
        self._open: dict[RequestId, RequestRow] = {}
        self._syncs: dict[RequestId, Sync] = {}
        self._verbs: Mapping[str, Callable[[RequestRow], None]] = {
            "check_account": self._check_account,
            "find_servers": self._find_servers,
            "sync": self._sync,
            "network_back": self._network_back,
            "sign_in": self._sign_in,
            "sign_out": self._sign_out,
            "cancel": self._cancel,
            "showing": self._showing,
            "rebuild": self._rebuild,
            "remote_images": self._remote_images,
            "unsubscribe": self._unsubscribe,
            "fetch_attachment": self._fetch_attachment,
            "fetch_raw": self._fetch_raw,
            "look_up": self._look_up,
            "search_server": self._search_server,
            "demanded_fields": self._demanded_fields,
            "find_filing": self._find_filing,
            "crm_import": self._crm_import,
            "crm_export": self._crm_export,
        }

    def ask(self, request: RequestRow) -> None:
        """Start working on a question, unless it was answered before this engine started."""
        if request.request_id in self._answered:
            return
        self._open[request.request_id] = request
        try:
            if request.deadline_at / 1000 <= self._engine.wall():
                raise Rejected("timeout", host="engine")
            if request.verb not in self._verbs:
                raise Rejected("refused", host="engine", reason=f"{request.verb} is unknown")
            self._verbs[request.verb](request)
        except ConnectorError as error:
            self._fail(request, error)
        except (KeyError, ValueError, TypeError) as error:
            log.error("A question (%s) could not be read: %s", request.verb, trace_of(error))
            self._fail(request, Rejected("refused", host="engine", reason="it was not complete"))

    def is_waiting(self, duty: Duty) -> bool:
        """Whether somebody waits for this account to be in step."""
        return any(duty.account_id in sync.account_ids for sync in self._syncs.values())

    @property
    def is_syncing(self) -> bool:
        """Whether somebody waits for accounts to be in step."""
        return bool(self._syncs)

    def settle(self) -> None:
        """Answer what is finished or too late."""
        now, ahead = self._engine.wall(), self._engine.clock.ahead
        for request_id, sync in list(self._syncs.items()):
            if sync.is_settled(self._engine.duties):
                self._answer(self._open[request_id], sync.payload(self._engine.duties, ahead))
        for request in [r for r in self._open.values() if r.deadline_at / 1000 <= now]:
            late = self._syncs.get(request.request_id)
            if late is not None:
                self._answer(request, late.payload(self._engine.duties, ahead))
            else:
                is_signin = request.request_id in self._signing.flows
                self._fail(request, Rejected("signin_late") if is_signin else Rejected("timeout", host="engine"))

    def close(self) -> None:
        self._signing.close()

    # Answers

    def _answer(self, request: RequestRow, payload: Payload) -> None:
        if self._open.pop(request.request_id, None) is None:
            return
        self._syncs.pop(request.request_id, None)
        self._signing.cancel(request.request_id)
        self._engine.writing.later(lambda s: s.cache.answer(request.request_id, payload), is_urgent=True)

    def _fail(self, request: RequestRow, error: ConnectorError) -> None:
        if self._open.pop(request.request_id, None) is None:
            return
        self._syncs.pop(request.request_id, None)
        self._signing.cancel(request.request_id)
        self._engine.writing.later(
            lambda s: s.cache.answer(request.request_id, error_key=error.message_key, error_params=error.params)
        )

    def _ended(self, request: RequestRow, duty: Duty | None, payload: Payload, error: Exception | None) -> None:
        if error is None:
            self._answer(request, payload)
        elif isinstance(error, ConnectorError):
            self._fail(request, error)
        else:
            log.error("A question (%s) failed: %s", request.verb, trace_of(error))
            self._fail(request, Rejected("broken", connector=duty.manifest.id if duty else "engine"))
        if duty is not None:
            self._engine.question_ended(duty, error)

    def _work(self, request: RequestRow, job: Callable[[], Payload], duty: Duty | None = None) -> None:
        """Have it worked on: at once, or when its account has room."""

        def begin() -> None:
            self._engine.launch(job, lambda payload, error: self._ended(request, duty, payload, error))

        if duty is None:
            begin()
        else:
            duty.questions.append(begin)
            self._engine.stir(duty)

    def _duty(self, account_id: str) -> Duty:
        try:
            return self._engine.duties[AccountId(account_id)]
        except KeyError:
            raise Rejected("not_found", what="account") from None

    # Verbs

    def _check_account(self, request: RequestRow) -> None:
        payload = request.payload
        manifest = self._manifest(payload["connector_id"])
        self._work(request, lambda: self._inquiries.check(manifest, payload))

    def _find_servers(self, request: RequestRow) -> None:
        self._work(request, partial(self._inquiries.find_servers, str(request.payload["address"])))

    def _sync(self, request: RequestRow) -> None:
        account_id = request.payload.get("account_id")
        duties = [self._duty(account_id)] if account_id else list(self._engine.duties.values())
        self._syncs[request.request_id] = start(self._engine, duties)

    def _network_back(self, request: RequestRow) -> None:
        self._engine.network.is_back()
        self._answer(request, {})

    def _sign_in(self, request: RequestRow) -> None:
        if "method" in request.payload:
            self._sign_in_at_service(request)
            return
        duty = self._duty(request.payload["account_id"])
        account, manifest = duty.account, duty.manifest

        def job() -> Payload:
            payload = self._inquiries.check_again(account, manifest)
            self._engine.then(lambda: self._engine.intake.start_over(duty))
            return payload

        self._work(request, job)

    def _sign_in_at_service(self, request: RequestRow) -> None:
        """OAuth: the first answer says what to open, the second who signed in. New accounts need not be saved yet."""
        payload = request.payload
        account_id = AccountId(str(payload["account_id"]))
        duty = None if "connector_id" in payload else self._duty(account_id)
        manifest = duty.manifest if duty else self._manifest(payload["connector_id"])
        asked = partial(Account, account_id, manifest.id, "", profile=str(payload.get("profile") or ""))
        account = duty.account if duty else asked(payload["settings"])

        def opened(said: Payload) -> None:
            self._engine.then(lambda: self._open_answer(request, said))

        def ended(identity: Payload, error: Exception | None) -> None:
            self._engine.then(lambda: self._signed_in(request, duty, identity, error))

        wanted = Wanted(account, manifest, str(payload["method"]), str(payload.get("secrets_ref") or ""))
        self._signing.begin(request.request_id, wanted, opened, ended)

    def _open_answer(self, request: RequestRow, said: Payload) -> None:
        if request.request_id in self._open:
            answer = partial(_say_open, request.request_id, said)
            self._engine.writing.later(answer, is_urgent=True)

    def _signed_in(self, request: RequestRow, duty: Duty | None, identity: Payload, error: Exception | None) -> None:
        if error is None and duty is not None:
            self._engine.intake.start_over(duty)
        elif error is None and request.request_id not in self._open:
            # Withdrawn in the last moment: nobody will save this account.
            self._engine.connecting.secrets.drop(request.payload["account_id"], TOKENS)
        self._ended(request, None, identity, error)

    def _sign_out(self, request: RequestRow) -> None:
        """The account is about to be removed; one that is switched off has no duty."""
        account_id = request.payload["account_id"]
        account = next((each for each in self._engine.intake.accounts if each.account_id == account_id), None)
        if account is None:
            raise Rejected("not_found", what="account")
        manifest = self._manifest(account.connector_id)
        self._work(request, lambda: self._inquiries.sign_out(account, manifest))

    def _cancel(self, request: RequestRow) -> None:
        """Somebody withdraws another question; what is answered already stays so."""
        withdrawn = self._open.get(RequestId(str(request.payload["request_id"])))
        if withdrawn is not None:
            self._fail(withdrawn, Rejected("signin_cancelled"))
        self._answer(request, {})

    def _manifest(self, connector_id: str) -> Manifest:
        manifest = self._engine.connectors.get(connector_id)
        if manifest is None:
            raise Rejected("setting_wrong", field="connector", reason="there is none of that name")
        return manifest

    def _showing(self, request: RequestRow) -> None:
        workplace_id = request.payload.get("workplace_id")
        self._engine.show(WorkplaceId(workplace_id) if workplace_id else None)
        for account_id, remote_id in request.payload.get("looked_at", ()):
            if duty := self._engine.duties.get(AccountId(account_id)):
                self._engine.look_at(duty, [RemoteId(remote_id)])
        self._answer(request, {})

    def _rebuild(self, request: RequestRow) -> None:
        duty = self._duty(request.payload["account_id"])

        def clear() -> Payload:
            self._engine.writing.do(lambda s: s.cache.clear_account(duty.account_id))
            return {}

        # A pull beside it would store cursors for what is forgotten here.
        duty.wants_alone = True
        duty.make_room.set()
        duty.discovered_at = float("-inf")
        self._engine.intake.forget_mirror()
        self._work(request, clear, duty)
        self._engine.hurry(duty)

    def _remote_images(self, request: RequestRow) -> None:
        urls = [str(url) for url in request.payload["urls"]]
        self._work(request, lambda: self._inquiries.remote_images(urls))

    def _unsubscribe(self, request: RequestRow) -> None:
        self._work(request, partial(self._inquiries.leave_list, str(request.payload["url"])))

    def _fetch_attachment(self, request: RequestRow) -> None:
        duty, item = self._item(request)
        part_id = str(request.payload["part_id"])
        account, manifest = duty.account, duty.manifest
        self._work(request, lambda: self._inquiries.attachment(account, manifest, item, part_id), duty)

    def _fetch_raw(self, request: RequestRow) -> None:
        duty, item = self._item(request)
        account, manifest = duty.account, duty.manifest
        self._work(request, lambda: self._inquiries.raw(account, manifest, item), duty)

    def _item(self, request: RequestRow) -> tuple[Duty, ItemKey]:
        payload = request.payload
        duty = self._duty(payload["account_id"])
        return duty, ItemKey(duty.account_id, Kind(payload["kind"]), payload["remote_id"])

    def _look_up(self, request: RequestRow) -> None:
        duty = self._duty(request.payload["crm_account_id"])
        account, manifest, collections = duty.account, duty.manifest, duty.collections
        self._work(
            request,
            lambda: self._inquiries.look_up(account, manifest, collections, request.payload),
            duty,
        )

    def _search_server(self, request: RequestRow) -> None:
        duty, text = self._duty(request.payload["account_id"]), str(request.payload["query"])
        account, manifest, collections = duty.account, duty.manifest, duty.collections

        def is_wanted() -> bool:
            return request.request_id in self._open

        def tell(said: Payload) -> None:
            self._engine.then(lambda: self._open_answer(request, said))

        job = partial(self._searching.search, account, manifest, collections, text, is_wanted, tell)
        self._work(request, job, duty)

    def _demanded_fields(self, request: RequestRow) -> None:
        duty, record_type = self._duty(request.payload["crm_account_id"]), RecordType(request.payload["record_type"])
        account, manifest, now = duty.account, duty.manifest, datetime.fromtimestamp(self._engine.wall(), UTC)
        self._work(request, lambda: self._inquiries.demanded_fields(account, manifest, record_type, now), duty)

    def _find_filing(self, request: RequestRow) -> None:
        duty = self._duty(request.payload["crm_account_id"])
        account, manifest, key = duty.account, duty.manifest, str(request.payload["key"])
        self._work(request, lambda: self._inquiries.find_filing(account, manifest, key), duty)

    def _crm_import(self, request: RequestRow) -> None:
        self._exchange(request, "import_file")

    def _crm_export(self, request: RequestRow) -> None:
        self._exchange(request, "export_file")

    def _exchange(self, request: RequestRow, method: str) -> None:
        duty = self._duty(request.payload["account_id"])
        account, manifest, path = duty.account, duty.manifest, str(request.payload["path"])

        def job() -> Payload:
            payload = self._inquiries.exchange(account, manifest, method, path)
            self._engine.then(lambda: self._engine.hurry(duty))
            return payload

        self._work(request, job, duty)


def _say_open(request_id: RequestId, said: Payload, stores: Stores) -> None:
    stores.cache.answer(request_id, said, is_open=True)
