"""Colleagues on different accounts and services agree on what they file."""

from workspace.model.filing_key import of_event

PREFIX = "040000008200E00074C5B7101A82E008"
NOTHING = "00" * 20


def packed(uid: str) -> str:
    """A UID from elsewhere in Exchange's global object id ([MS-OXCICAL] 2.1.3.1.1.20.26)."""
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    return f"{PREFIX}{NOTHING}{len(data).to_bytes(4, 'little').hex()}{data.hex()}".upper()


def test_a_meeting_from_elsewhere_has_one_key_in_exchange_and_at_its_organiser() -> None:
    uid = "7kukuqrfedlm2f9t0vr42q@google.com"
    assert of_event(packed(uid), "20261103T030000Z") == of_event(uid, "20261103T030000Z")
    assert of_event(packed("회의@서울.example"), None) == "회의@서울.example"


def test_an_occurrence_in_exchange_counts_to_its_series() -> None:
    rest = "80" * 8 + "00" * 8 + "10000000" + "AB" * 16
    occurrence, series = f"{PREFIX}07EA0B03{rest}", f"{PREFIX}00000000{rest}"
    assert of_event(occurrence, "20261103") == of_event(series.lower(), "20261103")
    assert of_event(series, None) != of_event(f"{PREFIX}00000000{rest[:-2]}AC", None)


def test_other_uids_stay_as_they_are() -> None:
    assert of_event("Abc@Example", None) == "Abc@Example"
    assert of_event(f"{PREFIX}00000012", None) == f"{PREFIX}00000012"
