"""What Salesforce publishes of the objects, fields and calls that the connector uses, in a table of our own.

Fields and their properties: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/
Lengths: https://developer.salesforce.com/docs/atlas.en-us.sfFieldRef.meta/sfFieldRef/, each under the object's name.
Letters: c create, u update, f filter, s sort, n nillable, d defaulted on create, p restricted picklist.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """One field. ``to`` are the objects that a reference may name, ``values`` those of a picklist."""

    type: str
    flags: str = "cfsn"
    length: int = 0
    to: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    relation: str = ""

    def can(self, flag: str) -> bool:
        return flag in self.flags

    @property
    def is_required(self) -> bool:
        return self.can("c") and not self.can("n") and not self.can("d") and self.type != "boolean"


@dataclass(frozen=True, slots=True)
class Table:
    """One object; ``calls`` of create, update, delete, query."""

    prefix: str
    columns: Mapping[str, Column]
    calls: str = "cudq"
    label: str = ""
    children: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def text(length: int, flags: str = "cufsn") -> Column:
    return Column("string", flags, length)


def ref(relation: str, *to: str, flags: str = "cufsn") -> Column:
    return Column("reference", flags, 18, to, relation=relation)


def pick(*values: str, flags: str = "cufsn") -> Column:
    return Column("picklist", flags, 255, values=values)


SYSTEM = {
    "Id": Column("id", "fsd", 18),
    "IsDeleted": Column("boolean", "fsd"),
    "CreatedById": ref("CreatedBy", "User", flags="fsd"),
    "CreatedDate": Column("datetime", "fsd"),
    "LastModifiedById": ref("LastModifiedBy", "User", flags="fsd"),
    "LastModifiedDate": Column("datetime", "fsd"),
    "SystemModstamp": Column("datetime", "fsd"),
}
OWNER = {"OwnerId": ref("Owner", "User", flags="cufsd")}
MERGED = {"MasterRecordId": ref("MasterRecord", flags="fsn")}
PEOPLE = ("Contact", "Lead", "User")
THINGS = ("Account", "Opportunity", "Case")
PERSON = {
    "FirstName": text(40),
    "LastName": text(80, "cufs"),
    "Name": text(121, "fs"),
    "Title": text(128),
    "Email": Column("email", "cufsn", 80),
    "Phone": Column("phone", "cufsn", 40),
    "MobilePhone": Column("phone", "cufsn", 40),
    "Description": Column("textarea", "cun", 32000),
}
ACTIVITY = {
    "Subject": Column("combobox", "cufsn", 255),
    "Description": Column("textarea", "cun", 32000),
    "WhoId": ref("Who", "Contact", "Lead"),
    "WhatId": ref("What", *THINGS),
    "IsClosed": Column("boolean", "fsd"),
    **OWNER,
}

OBJECTS: Mapping[str, Table] = {
    "Account": Table(
        "001",
        {
            **SYSTEM,
            "Name": text(255, "cufs"),
            "Phone": Column("phone", "cufsn", 40),
            "Website": Column("url", "cufsn", 255),
            "BillingCity": text(40),
            **OWNER,
        },
        label="Accounts",
    ),
    "Contact": Table(
        "003",
        {**SYSTEM, **PERSON, "MailingCity": text(40), "AccountId": ref("Account", "Account"), **OWNER, **MERGED},
        label="Contacts",
    ),
    "Lead": Table(
        "00Q",
        {
            **SYSTEM,
            **PERSON,
            "Company": text(255, "cufs"),
            "City": text(40),
            "Status": pick("Open", "Contacted", "Closed", flags="cufsd"),
            "IsConverted": Column("boolean", "fsd"),
            "ConvertedContactId": ref("ConvertedContact", "Contact", flags="fsn"),
            "ConvertedAccountId": ref("ConvertedAccount", "Account", flags="fsn"),
            **OWNER,
        },
        label="Leads",
    ),
    "Opportunity": Table(
        "006",
        {
            **SYSTEM,
            "Name": text(120, "cufs"),
            "AccountId": ref("Account", "Account"),
            "StageName": pick("Prospecting", "Negotiation", "Closed Won", "Closed Lost", flags="cufsp"),
            "Amount": Column("currency", "cufsn"),
            "CloseDate": Column("date", "cufs"),
            "IsClosed": Column("boolean", "fsd"),
            **OWNER,
        },
        label="Opportunities",
        children={"OpportunityContactRoles": ("OpportunityContactRole", "OpportunityId")},
    ),
    "OpportunityContactRole": Table(
        "00K",
        {
            **SYSTEM,
            "OpportunityId": ref("Opportunity", "Opportunity", flags="cfs"),
            "ContactId": ref("Contact", "Contact", flags="cufs"),
        },
    ),
    "Case": Table(
        "500",
        {
            **SYSTEM,
            "CaseNumber": text(30, "fsd"),
            "Subject": text(255),
            "Status": pick("New", "Working", "Closed", flags="cufsd"),
            "Origin": pick("Phone", "Email", "Web"),
            "IsClosed": Column("boolean", "fsd"),
            "AccountId": ref("Account", "Account"),
            "ContactId": ref("Contact", "Contact"),
            "SuppliedEmail": Column("email", "cufsn", 80),
            **OWNER,
        },
        label="Cases",
    ),
    "User": Table(
        "005",
        {
            **SYSTEM,
            "Username": text(80, "cufs"),
            "Name": text(121, "fs"),
            "LastName": text(80, "cufs"),
            "Email": Column("email", "cufs", 128),
            "IsActive": Column("boolean", "cufsd"),
        },
        calls="q",
    ),
    # .../sforce_api_objects_emailmessage.htm; JunctionIdLists cannot be filtered.
    "EmailMessage": Table(
        "02s",
        {
            **SYSTEM,
            "ActivityId": ref("Activity", "Task", flags="cfsn"),
            "ParentId": ref("Parent", "Case", flags="cfsn"),
            "RelatedToId": ref("RelatedTo", *THINGS),
            "Subject": text(3000),
            "TextBody": Column("textarea", "cun", 32000),
            "HtmlBody": Column("textarea", "cun", 131072),
            "Headers": Column("textarea", "cun", 4000),
            "MessageDate": Column("datetime", "cufsn"),
            "Incoming": Column("boolean", "cfsd"),
            "Status": pick("0", "1", "2", "3", "4", "5", flags="cufsp"),
            "FromAddress": Column("email", "cufsn", 1000),
            "FromName": text(1000),
            "ToAddress": text(4000),
            "CcAddress": text(4000),
            "BccAddress": text(4000),
            "ToIds": Column("junctionidlist", "cun"),
            "CcIds": Column("junctionidlist", "cun"),
            "BccIds": Column("junctionidlist", "cun"),
            "MessageIdentifier": text(765),
            "ThreadIdentifier": text(765),
            "IsClientManaged": Column("boolean", "cfsd"),
            "IsExternallyVisible": Column("boolean", "ufsd"),
            "HasAttachment": Column("boolean", "fsd"),
        },
    ),
    # .../sforce_api_objects_emailmessagerelation.htm: restricted to the four lines of a mail.
    "EmailMessageRelation": Table(
        "0CZ",
        {
            **SYSTEM,
            "EmailMessageId": ref("EmailMessage", "EmailMessage", flags="cfs"),
            "RelationId": ref("Relation", *PEOPLE),
            "RelationType": pick("ToAddress", "CcAddress", "BccAddress", "FromAddress", flags="cfsp"),
            "RelationAddress": text(1000, "cfsn"),
            "RelationObjectType": text(40, "fsn"),
        },
    ),
    "Task": Table(
        "00T",
        {
            **SYSTEM,
            **ACTIVITY,
            "ActivityDate": Column("date", "cufsn"),
            "Status": pick("Not Started", "In Progress", "Completed", flags="cufsd"),
            "TaskSubtype": pick("Task", "Email", "ListEmail", "Cadence", "Call", flags="cfsnp"),
        },
    ),
    "Event": Table(
        "00U",
        {
            **SYSTEM,
            **ACTIVITY,
            "StartDateTime": Column("datetime", "cufsn"),
            "DurationInMinutes": Column("int", "cufsn"),
            "Location": text(255),
        },
    ),
    # .../sforce_api_objects_contentversion.htm: a version is never deleted, its document is.
    "ContentVersion": Table(
        "068",
        {
            **SYSTEM,
            "ContentDocumentId": ref("ContentDocument", "ContentDocument", flags="cfs" + "d"),
            "Title": text(255, "cufsd"),
            "PathOnClient": text(500, "cfsn"),
            "Description": Column("textarea", "cufn", 1000),
            "VersionData": Column("base64", "cun"),
            "FirstPublishLocationId": ref("FirstPublishLocation", *THINGS, *PEOPLE, "EmailMessage", "Task", "Event"),
            "ContentSize": Column("int", "fsd"),
            "Checksum": text(50, "fsn"),
            "FileExtension": text(40, "fsn"),
            "IsLatest": Column("boolean", "fsd"),
        },
        calls="cuq",
    ),
    "ContentDocument": Table(
        "069",
        {
            **SYSTEM,
            "Title": text(255, "ufs"),
            "LatestPublishedVersionId": ref("LatestPublishedVersion", "ContentVersion"),
        },
        calls="udq",
    ),
    "ContentDocumentLink": Table(
        "06A",
        {
            **SYSTEM,
            "ContentDocumentId": ref("ContentDocument", "ContentDocument", flags="cfs"),
            "LinkedEntityId": ref("LinkedEntity", *THINGS, *PEOPLE, "EmailMessage", "Task", "Event", flags="cfs"),
            "ShareType": pick("V", "C", "I", flags="cufnp"),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Allowed:
    """One call of the REST API: its method, path below the version, and the parameters that it takes."""

    method: str
    path: str
    parameters: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    source: str = ""

    def fits(self, method: str, path: str) -> bool:
        return method == self.method and re.fullmatch(self.path, path) is not None


REST = "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/"
_OBJECT, _ID = r"sobjects/[A-Za-z_]+", r"[A-Za-z0-9]{15,18}"
CALLS = (
    Allowed("GET", "query", frozenset({"q"}), frozenset({"q"}), f"{REST}resources_query.htm"),
    Allowed("GET", "queryAll", frozenset({"q"}), frozenset({"q"}), f"{REST}resources_queryall.htm"),
    Allowed("GET", r"query(All)?/[A-Za-z0-9]+-\d+", source=f"{REST}resources_query_more_results.htm"),
    Allowed("POST", "composite", source=f"{REST}resources_composite_composite_post.htm"),
    Allowed("GET", f"{_OBJECT}/describe", source=f"{REST}resources_sobject_describe.htm"),
    Allowed("POST", _OBJECT, source=f"{REST}resources_sobject_basic_info_post.htm"),
    Allowed("GET", f"{_OBJECT}/{_ID}", frozenset({"fields"}), source=f"{REST}resources_sobject_retrieve_get.htm"),
    Allowed("PATCH", f"{_OBJECT}/{_ID}", source=f"{REST}resources_sobject_retrieve_patch.htm"),
    Allowed("DELETE", f"{_OBJECT}/{_ID}", source=f"{REST}resources_sobject_retrieve_delete.htm"),
)
