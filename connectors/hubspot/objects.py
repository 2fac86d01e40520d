"""HubSpot's objects and how they become records: names, type ids, properties, association types.

Object type ids: https://developers.hubspot.com/docs/api-reference/latest/crm/understanding-the-crm
Association type ids: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
"""

from dataclasses import dataclass

from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId
from workspace.model.kinds import RecordType


@dataclass(frozen=True, slots=True)
class Kind:
    """One object of HubSpot's."""

    name: str
    type_id: str
    modified: str
    """The property that says when it changed."""
    properties: tuple[str, ...]
    parents: tuple[RecordType, ...] = ()


OWNER = "hubspot_owner_id"
MERGED = "hs_merged_object_ids"
KINDS: dict[RecordType, Kind] = {
    RecordType.COMPANY: Kind(
        "companies",
        "0-2",
        "hs_lastmodifieddate",
        ("name", "domain", "hs_additional_domains", "phone", "city", MERGED, OWNER),
    ),
    RecordType.CONTACT: Kind(
        "contacts",
        "0-1",
        "lastmodifieddate",
        (
            "email",
            "hs_additional_emails",
            "work_email",
            "firstname",
            "lastname",
            "jobtitle",
            "phone",
            "mobilephone",
            "company",
            "city",
            "associatedcompanyid",
            "hs_calculated_merged_vids",
            MERGED,
            OWNER,
        ),
        (RecordType.COMPANY,),
    ),
    RecordType.LEAD: Kind(
        "leads",
        "0-136",
        "hs_lastmodifieddate",
        ("hs_lead_name", "hs_pipeline_stage", "hs_lead_is_disqualified", "hs_associated_contact_email", OWNER),
        (RecordType.CONTACT, RecordType.COMPANY),
    ),
    RecordType.DEAL: Kind(
        "deals",
        "0-3",
        "hs_lastmodifieddate",
        ("dealname", "dealstage", "pipeline", "amount", "deal_currency_code", "hs_is_closed", MERGED, OWNER),
        (RecordType.CONTACT, RecordType.COMPANY),
    ),
    RecordType.CASE: Kind(
        "tickets",
        "0-5",
        "hs_lastmodifieddate",
        ("subject", "hs_pipeline", "hs_pipeline_stage", "closed_date", MERGED, OWNER),
        (RecordType.CONTACT, RecordType.COMPANY),
    ),
}


def remote_id(record_type: RecordType, object_id: str) -> RemoteId:
    """HubSpot's ids are unique within one kind of object only."""
    return RemoteId(f"{KINDS[record_type].name}/{object_id}")


def place(ref: RecordRef) -> tuple[str, str]:
    """The object that a record is: its kind's name, and its id there."""
    return KINDS[RecordType(ref.record_type)].name, str(ref.remote_id).rpartition("/")[2]


TYPE_OF = {kind.name: record_type for record_type, kind in KINDS.items()}

TYPE_IDS = {kind.name: kind.type_id for kind in KINDS.values()} | {
    "emails": "0-49",
    "meetings": "0-47",
    "notes": "0-46",
}

ACTIVITIES = {"email": "emails", "event": "meetings", "chat": "notes"}
"""What a filing becomes, by its kind."""

# HUBSPOT_DEFINED ids from an activity or record to a record. What is not here is linked by the default association.
LINKS: dict[tuple[str, str], int] = {
    ("emails", "contacts"): 198,
    ("emails", "companies"): 186,
    ("emails", "deals"): 210,
    ("emails", "tickets"): 224,
    ("meetings", "contacts"): 200,
    ("meetings", "companies"): 188,
    ("meetings", "deals"): 212,
    ("meetings", "tickets"): 226,
    ("notes", "contacts"): 202,
    ("notes", "companies"): 190,
    ("notes", "deals"): 214,
    ("notes", "tickets"): 228,
    ("contacts", "companies"): 279,
    ("deals", "contacts"): 3,
    ("deals", "companies"): 341,
    ("tickets", "contacts"): 16,
    ("tickets", "companies"): 339,
    ("leads", "contacts"): 578,
}

_SINGLE = {"companies": "company"}


def link_name(name: str, to: str) -> str:
    """What the v3 API calls an association: ``email_to_contact``."""
    return f"{_SINGLE.get(name, name.removesuffix('s'))}_to_{_SINGLE.get(to, to.removesuffix('s'))}"
