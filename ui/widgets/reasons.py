"""Why something failed, in the window's language: what connectors, the engine, the system and its TLS say in English.

Each reason is known by its English words, with holes for what is filled in. The words of a service stay as they are.
"""

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_FORMS = (
    QT_TRANSLATE_NOOP("reasons", "it must be between 1 and 65535"),
    QT_TRANSLATE_NOOP("reasons", "it must be a whole number"),
    QT_TRANSLATE_NOOP("reasons", "it must be an https:// address"),
    QT_TRANSLATE_NOOP("reasons", "it must begin with https://"),
    QT_TRANSLATE_NOOP("reasons", "it must be one of {known}"),
    QT_TRANSLATE_NOOP("reasons", "one of {known}"),
    QT_TRANSLATE_NOOP("reasons", "it must be true or false"),
    QT_TRANSLATE_NOOP("reasons", "it must be at most 65535"),
    QT_TRANSLATE_NOOP("reasons", "it must be http on this computer"),
    QT_TRANSLATE_NOOP("reasons", "it must be a plain file name"),
    QT_TRANSLATE_NOOP("reasons", "it must be plain ASCII"),
    QT_TRANSLATE_NOOP("reasons", "it must be a host name or an https address"),
    QT_TRANSLATE_NOOP("reasons", "it must be 64 hexadecimal digits"),
    QT_TRANSLATE_NOOP("reasons", "it must end in .csv or .vcf"),
    QT_TRANSLATE_NOOP("reasons", "it must end in .csv, .vcf or .zip"),
    QT_TRANSLATE_NOOP("reasons", "it is over {number} characters"),
    QT_TRANSLATE_NOOP("reasons", "longer than {number} characters"),
    QT_TRANSLATE_NOOP("reasons", "the message is longer than {number} characters"),
    QT_TRANSLATE_NOOP("reasons", "more than {number} values"),
    QT_TRANSLATE_NOOP("reasons", "it is empty"),
    QT_TRANSLATE_NOOP("reasons", "it is empty or has signs that cannot be seen"),
    QT_TRANSLATE_NOOP("reasons", "it is refused"),
    QT_TRANSLATE_NOOP("reasons", "it is too long"),
    QT_TRANSLATE_NOOP("reasons", "it is too large"),
    QT_TRANSLATE_NOOP("reasons", "it is too small"),
    QT_TRANSLATE_NOOP("reasons", "this value is not allowed there"),
    QT_TRANSLATE_NOOP("reasons", "it is no recurrence rule"),
    QT_TRANSLATE_NOOP("reasons", "it is no ISO 8601 time"),
    QT_TRANSLATE_NOOP("reasons", "it is before the start"),
    QT_TRANSLATE_NOOP("reasons", "it has no time zone"),
    QT_TRANSLATE_NOOP("reasons", "has no time zone"),
    QT_TRANSLATE_NOOP("reasons", "has a line break"),
    QT_TRANSLATE_NOOP("reasons", "not an address: {text}"),
    QT_TRANSLATE_NOOP("reasons", "not an id: {text}"),
    QT_TRANSLATE_NOOP("reasons", "it takes no text"),
    QT_TRANSLATE_NOOP("reasons", "it was not complete"),
    QT_TRANSLATE_NOOP("reasons", "it could not be verified"),
    QT_TRANSLATE_NOOP("reasons", "a number is needed"),
    QT_TRANSLATE_NOOP("reasons", "there is no such setting"),
    QT_TRANSLATE_NOOP("reasons", "there is no such field"),
    QT_TRANSLATE_NOOP("reasons", "there is no such answer"),
    QT_TRANSLATE_NOOP("reasons", "there is no such time zone"),
    QT_TRANSLATE_NOOP("reasons", "there is none of that name"),
    QT_TRANSLATE_NOOP("reasons", "there is no record {number}"),
    QT_TRANSLATE_NOOP("reasons", "no record {number}"),
    QT_TRANSLATE_NOOP("reasons", "there is no “{name}”"),
    QT_TRANSLATE_NOOP("reasons", "{text} is not one contact"),
    QT_TRANSLATE_NOOP("reasons", "{text} is not one user"),
    QT_TRANSLATE_NOOP("reasons", "{text} is none"),
    QT_TRANSLATE_NOOP("reasons", "{text} is unknown"),
    QT_TRANSLATE_NOOP("reasons", "{text} is no address of the web"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is not a mail address"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is no mail address"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is not a domain"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is no domain"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is no amount"),
    QT_TRANSLATE_NOOP("reasons", "“{text}” is no {kind}"),
    QT_TRANSLATE_NOOP("reasons", "“{word}” is no field that can be left out"),
    QT_TRANSLATE_NOOP("reasons", "{type} is no type of record"),
    QT_TRANSLATE_NOOP("reasons", "a {type} has no such field"),
    QT_TRANSLATE_NOOP("reasons", "a {type} in Tryton has no such field"),
    QT_TRANSLATE_NOOP("reasons", "Odoo has no such field"),
    QT_TRANSLATE_NOOP("reasons", "Tryton has no {type}"),
    QT_TRANSLATE_NOOP("reasons", "what is new in Tryton is one of {known}"),
    QT_TRANSLATE_NOOP("reasons", "it can only be given in Tryton itself"),
)
_SERVICES = (
    QT_TRANSLATE_NOOP("reasons", "the folder does not exist"),
    QT_TRANSLATE_NOOP("reasons", "this file is not a CRM of this program"),
    QT_TRANSLATE_NOOP("reasons", "a newer version of the program wrote it"),
    QT_TRANSLATE_NOOP("reasons", "its first line names no column that is known"),
    QT_TRANSLATE_NOOP("reasons", "unreadable"),
    QT_TRANSLATE_NOOP("reasons", "unwritable"),
    QT_TRANSLATE_NOOP("reasons", "there is no certificate in it"),
    QT_TRANSLATE_NOOP("reasons", "no CalDAV server answers there"),
    QT_TRANSLATE_NOOP("reasons", "no EspoCRM answers there"),
    QT_TRANSLATE_NOOP("reasons", "this account has no calendars or contacts there"),
    QT_TRANSLATE_NOOP("reasons", "there is no Odoo with this database"),
    QT_TRANSLATE_NOOP("reasons", "{host} has none of this name"),
    QT_TRANSLATE_NOOP("reasons", "{host} has no database {name}"),
    QT_TRANSLATE_NOOP("reasons", "port {port} of this computer is in use"),
    QT_TRANSLATE_NOOP("reasons", "too many wrong answers came"),
    QT_TRANSLATE_NOOP("reasons", "only https is asked"),
    QT_TRANSLATE_NOOP("reasons", "it is not in the internet"),
    QT_TRANSLATE_NOOP("reasons", "it sends us to {host}, which gets no password"),
    QT_TRANSLATE_NOOP("reasons", "it sent no token"),
    QT_TRANSLATE_NOOP("reasons", "it asks for more than a password ({what})"),
    QT_TRANSLATE_NOOP("reasons", "no reason given"),
    QT_TRANSLATE_NOOP("reasons", "no reason was given"),
    QT_TRANSLATE_NOOP("reasons", "no permission"),
    QT_TRANSLATE_NOOP("reasons", "access denied"),
    QT_TRANSLATE_NOOP("reasons", "access is denied"),
    QT_TRANSLATE_NOOP("reasons", "access is denied ({code})"),
    QT_TRANSLATE_NOOP("reasons", "HTTP {status}"),
    QT_TRANSLATE_NOOP("reasons", "there is no room left"),
    QT_TRANSLATE_NOOP("reasons", "the interface for {what} is not enabled in the Cloud project"),
    QT_TRANSLATE_NOOP("reasons", "there is no word, person or date to look for"),
    QT_TRANSLATE_NOOP("reasons", "Gmail does not allow it"),
    QT_TRANSLATE_NOOP("reasons", "the server takes only ASCII addresses"),
    QT_TRANSLATE_NOOP("reasons", "this account is not among the guests"),
    QT_TRANSLATE_NOOP("reasons", "nobody asked this account to the event"),
    QT_TRANSLATE_NOOP("reasons", "an event is not moved to another calendar"),
    QT_TRANSLATE_NOOP("reasons", "the event there cannot be read"),
    QT_TRANSLATE_NOOP("reasons", "its fields could not be read"),
    QT_TRANSLATE_NOOP("reasons", "Microsoft 365 has no such repetition"),
    QT_TRANSLATE_NOOP("reasons", "this mail takes no further attachments"),
    QT_TRANSLATE_NOOP("reasons", "the role has no {action} access to {scope}"),
    QT_TRANSLATE_NOOP("reasons", "the role has no access to Import, without which mail from others is not taken"),
    QT_TRANSLATE_NOOP("reasons", "a colleague filed this mail already, and the role does not let this account see it"),
    QT_TRANSLATE_NOOP("reasons", "the role lets this account not delete what {name} made; nothing was taken back"),
    QT_TRANSLATE_NOOP("reasons", "it keeps no {name}; nothing was filed."),
    QT_TRANSLATE_NOOP("reasons", "it keeps no files here, so attachments cannot be filed; nothing was filed."),
    QT_TRANSLATE_NOOP("reasons", "{reason}; nothing was filed."),
    QT_TRANSLATE_NOOP("reasons", "it hides too many fields"),
    QT_TRANSLATE_NOOP("reasons", "the attachments are too large (413)"),
    QT_TRANSLATE_NOOP("reasons", "the request is larger than its max_size_authenticated"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” is larger than its max_size_authenticated allows"),
    QT_TRANSLATE_NOOP("reasons", "reading parties and opportunities"),
    QT_TRANSLATE_NOOP("reasons", "the channel is archived"),
    QT_TRANSLATE_NOOP("reasons", "you are not in the channel"),
    QT_TRANSLATE_NOOP("reasons", "the channel is limited"),
    QT_TRANSLATE_NOOP("reasons", "this message takes no replies"),
    QT_TRANSLATE_NOOP("reasons", "this message takes no reactions"),
    QT_TRANSLATE_NOOP("reasons", "the message cannot be seen"),
    QT_TRANSLATE_NOOP("reasons", "the workspace does not allow it"),
    QT_TRANSLATE_NOOP("reasons", "only some may post in this channel"),
    QT_TRANSLATE_NOOP("reasons", "this channel takes replies alone"),
    QT_TRANSLATE_NOOP("reasons", "this channel takes no threads"),
    QT_TRANSLATE_NOOP("reasons", "the thread is locked"),
    QT_TRANSLATE_NOOP("reasons", "the organisation's key is withheld"),
    QT_TRANSLATE_NOOP("reasons", "the file cannot be seen"),
)
_THINGS = (
    QT_TRANSLATE_NOOP("reasons", "The mail"),
    QT_TRANSLATE_NOOP("reasons", "The attachment"),
    QT_TRANSLATE_NOOP("reasons", "The folder"),
    QT_TRANSLATE_NOOP("reasons", "The record"),
    QT_TRANSLATE_NOOP("reasons", "The record {number}"),
    QT_TRANSLATE_NOOP("reasons", "The item"),
    QT_TRANSLATE_NOOP("reasons", "The message"),
    QT_TRANSLATE_NOOP("reasons", "The event"),
    QT_TRANSLATE_NOOP("reasons", "The series"),
    QT_TRANSLATE_NOOP("reasons", "The calendar"),
    QT_TRANSLATE_NOOP("reasons", "This occurrence"),
    QT_TRANSLATE_NOOP("reasons", "The label"),
    QT_TRANSLATE_NOOP("reasons", "The database"),
    QT_TRANSLATE_NOOP("reasons", "The address book"),
    QT_TRANSLATE_NOOP("reasons", "The association"),
    QT_TRANSLATE_NOOP("reasons", "It"),
    QT_TRANSLATE_NOOP("reasons", "This"),
    QT_TRANSLATE_NOOP("reasons", "The {what}"),
    QT_TRANSLATE_NOOP("reasons", "a new {what}"),
    QT_TRANSLATE_NOOP("reasons", "that"),
    QT_TRANSLATE_NOOP("reasons", "this"),
    QT_TRANSLATE_NOOP("reasons", "message"),
    QT_TRANSLATE_NOOP("reasons", "account"),
    QT_TRANSLATE_NOOP("reasons", "file"),
    QT_TRANSLATE_NOOP("reasons", "mail"),
    QT_TRANSLATE_NOOP("reasons", "email"),
    QT_TRANSLATE_NOOP("reasons", "event"),
    QT_TRANSLATE_NOOP("reasons", "chat"),
    QT_TRANSLATE_NOOP("reasons", "record"),
    QT_TRANSLATE_NOOP("reasons", "calendars"),
    QT_TRANSLATE_NOOP("reasons", "calendar"),
    QT_TRANSLATE_NOOP("reasons", "label"),
    QT_TRANSLATE_NOOP("reasons", "contacts"),
    QT_TRANSLATE_NOOP("reasons", "channel"),
    QT_TRANSLATE_NOOP("reasons", "thread"),
    QT_TRANSLATE_NOOP("reasons", "user"),
    QT_TRANSLATE_NOOP("reasons", "users"),
    QT_TRANSLATE_NOOP("reasons", "number"),
    QT_TRANSLATE_NOOP("reasons", "date"),
    QT_TRANSLATE_NOOP("reasons", "datetime"),
    QT_TRANSLATE_NOOP("reasons", "boolean"),
    QT_TRANSLATE_NOOP("reasons", "yes or no"),
    QT_TRANSLATE_NOOP("reasons", "mail, calendars or contacts"),
)
_SYSTEM = (
    QT_TRANSLATE_NOOP("reasons", "No such file or directory"),
    QT_TRANSLATE_NOOP("reasons", "Is a directory"),
    QT_TRANSLATE_NOOP("reasons", "Permission denied"),
    QT_TRANSLATE_NOOP("reasons", "No space left on device"),
    QT_TRANSLATE_NOOP("reasons", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("reasons", "Read-only file system"),
    QT_TRANSLATE_NOOP("reasons", "Operation not permitted"),
    QT_TRANSLATE_NOOP("reasons", "Input/output error"),
    QT_TRANSLATE_NOOP("reasons", "Not a directory"),
    QT_TRANSLATE_NOOP("reasons", "File exists"),
    QT_TRANSLATE_NOOP("reasons", "File name too long"),
    QT_TRANSLATE_NOOP("reasons", "File too large"),
    QT_TRANSLATE_NOOP("reasons", "Too many open files"),
    QT_TRANSLATE_NOOP("reasons", "Directory not empty"),
    QT_TRANSLATE_NOOP("reasons", "Device or resource busy"),
    QT_TRANSLATE_NOOP("reasons", "Text file busy"),
    QT_TRANSLATE_NOOP("reasons", "Cannot allocate memory"),
    QT_TRANSLATE_NOOP("reasons", "Invalid argument"),
    QT_TRANSLATE_NOOP("reasons", "Connection refused"),
    QT_TRANSLATE_NOOP("reasons", "Connection reset by peer"),
    QT_TRANSLATE_NOOP("reasons", "Connection timed out"),
    QT_TRANSLATE_NOOP("reasons", "Operation timed out"),
    QT_TRANSLATE_NOOP("reasons", "timed out"),
    QT_TRANSLATE_NOOP("reasons", "Broken pipe"),
    QT_TRANSLATE_NOOP("reasons", "Network is unreachable"),
    QT_TRANSLATE_NOOP("reasons", "Network is down"),
    QT_TRANSLATE_NOOP("reasons", "No route to host"),
    QT_TRANSLATE_NOOP("reasons", "Host is down"),
    QT_TRANSLATE_NOOP("reasons", "Address already in use"),
    QT_TRANSLATE_NOOP("reasons", "Cannot assign requested address"),
    QT_TRANSLATE_NOOP("reasons", "Name or service not known"),
    QT_TRANSLATE_NOOP("reasons", "Temporary failure in name resolution"),
    QT_TRANSLATE_NOOP("reasons", "No address associated with hostname"),
    QT_TRANSLATE_NOOP("reasons", "nodename nor servname provided, or not known"),
    QT_TRANSLATE_NOOP("reasons", "getaddrinfo failed"),
    QT_TRANSLATE_NOOP("reasons", "Exec format error"),
    QT_TRANSLATE_NOOP("reasons", "self-signed certificate"),
    QT_TRANSLATE_NOOP("reasons", "self-signed certificate in certificate chain"),
    QT_TRANSLATE_NOOP("reasons", "unable to get local issuer certificate"),
    QT_TRANSLATE_NOOP("reasons", "certificate has expired"),
    QT_TRANSLATE_NOOP("reasons", "self signed certificate"),
    QT_TRANSLATE_NOOP("reasons", "self signed certificate in certificate chain"),
    QT_TRANSLATE_NOOP("reasons", "unable to get issuer certificate"),
    QT_TRANSLATE_NOOP("reasons", "unable to verify the first certificate"),
    QT_TRANSLATE_NOOP("reasons", "certificate is not yet valid"),
    QT_TRANSLATE_NOOP("reasons", "certificate revoked"),
    QT_TRANSLATE_NOOP("reasons", "certificate rejected"),
    QT_TRANSLATE_NOOP("reasons", "CA certificate key too weak"),
    QT_TRANSLATE_NOOP("reasons", "EE certificate key too weak"),
    QT_TRANSLATE_NOOP("reasons", "CA signature digest algorithm too weak"),
    QT_TRANSLATE_NOOP("reasons", "Missing Authority Key Identifier"),
    QT_TRANSLATE_NOOP("reasons", "invalid CA certificate"),
    QT_TRANSLATE_NOOP("reasons", "unsuitable certificate purpose"),
    QT_TRANSLATE_NOOP("reasons", "Hostname mismatch, certificate is not valid for '{host}'."),
    QT_TRANSLATE_NOOP("reasons", "IP address mismatch, certificate is not valid for '{host}'."),
)

_WRAPPED = re.compile(
    r"\[Errno -?\d+\] ([^:]+)(: .*)?|(?:\[SSL: \w+\] )?certificate verify failed: (.+) \(_ssl\.c:\d+\)"
)
"""How Python says what the system and OpenSSL say."""
_HOLE = re.compile(r"\{(\w+)\}")


def reason_words(reason: str) -> str:
    """In the window's language; as it is where it is not among those that are known."""
    reason = str(reason)
    exact, patterns = _known()
    if reason in exact:
        return QCoreApplication.translate("reasons", reason)
    if wrapped := _WRAPPED.fullmatch(reason):
        system, file, tls = wrapped.groups("")
        return f"{reason_words(system or tls)}{file}"
    for source, pattern in patterns:
        if found := pattern.fullmatch(reason):
            said = {name: reason_words(value) for name, value in found.groupdict().items()}
            return QCoreApplication.translate("reasons", source).format_map(said)
    return reason


def system_words(error: OSError) -> str:
    """What the system says of a failure, without the file that it happened to."""
    return reason_words(error.strerror or str(error))


@cache
def _known() -> tuple[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Those without holes, and a pattern of each that has some: those that say most themselves come first."""
    sources = [str(each) for each in (*_FORMS, *_SERVICES, *_THINGS, *_SYSTEM)]
    open_ones = sorted((each for each in sources if _HOLE.search(each)), key=lambda each: -len(_HOLE.sub("", each)))
    return frozenset(sources).difference(open_ones), tuple((each, _pattern(each)) for each in open_ones)


def _pattern(source: str) -> re.Pattern[str]:
    pieces = _HOLE.split(source)
    parts = [f"(?P<{piece}>.+?)" if n % 2 else re.escape(piece) for n, piece in enumerate(pieces)]
    return re.compile("".join(parts), re.DOTALL)
