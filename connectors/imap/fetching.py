"""A bulk FETCH that one bad mail cannot stop: what breaks it is asked for alone, then given up."""

from collections.abc import Callable, Iterator, Sequence

from connectors.imap.answers import Fetched, uid_set
from connectors.imap.line import Line, Refused
from workspace.connector.errors import Transient

FAILURES_FORGIVEN = 6
"""Two a mail: three mails that break the connection are stepped over in one run, then it waits for the next."""


class PatientFetch:
    """Fetches from one mailbox; ``select`` gives the open connection, a new one where the last broke."""

    def __init__(self, select: Callable[[], Line]) -> None:
        self._select = select
        self._failures = 0

    def fetch(self, uids: Sequence[int], items: bytes, needed: bytes) -> Iterator[tuple[int, Fetched | None]]:
        """Each mail once, ascending; None for one the server cannot give; vanished ones are left out.

        ``needed`` is the item an answer must have to count: servers also report marks unasked.
        """
        left = list(uids)
        while left:
            given: set[int] = set()
            line = self._select()
            try:
                for uid, found in line.fetch(left, items):
                    if needed in found and uid not in given:
                        given.add(uid)
                        yield uid, found
                left = self._still_there([uid for uid in left if uid not in given])
            except Refused:
                left = [uid for uid in left if uid not in given]
                if left:
                    yield from self._divided(left, items, needed)
                return
            except Transient as error:
                left = [uid for uid in left if uid not in given]
                self._count_failure(error)
            # Answers come in order, so the first one that is due is the one that broke it.
            if left:
                yield from self._alone(left.pop(0), items, needed)

    def _divided(self, uids: list[int], items: bytes, needed: bytes) -> Iterator[tuple[int, Fetched | None]]:
        if len(uids) == 1:
            yield uids[0], None
            return
        middle = len(uids) // 2
        yield from self.fetch(uids[:middle], items, needed)
        yield from self.fetch(uids[middle:], items, needed)

    def _alone(self, uid: int, items: bytes, needed: bytes) -> Iterator[tuple[int, Fetched | None]]:
        line = self._select()
        try:
            answers = [found for _, found in line.fetch([uid], items) if needed in found]
            if answers or self._still_there([uid]):
                yield uid, answers[0] if answers else None
        except Refused:
            yield uid, None
        except Transient as error:
            self._count_failure(error)
            yield uid, None

    def _still_there(self, uids: list[int]) -> list[int]:
        if not uids:
            return []
        there = set(self._select().search(b"UID " + uid_set(uids)))
        return [uid for uid in uids if uid in there]

    def _count_failure(self, error: Transient) -> None:
        self._failures += 1
        if self._failures > FAILURES_FORGIVEN:
            raise error
