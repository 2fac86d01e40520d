"""The XML of WebDAV: what is asked, and a multistatus as plain values (RFC 4918 section 13)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CARDDAV = "{urn:ietf:params:xml:ns:carddav}"
APPLE = "{http://apple.com/ns/ical/}"
SERVER = "{http://calendarserver.org/ns/}"
for _prefix, _name in (("d", DAV), ("c", CALDAV), ("card", CARDDAV), ("ical", APPLE), ("cs", SERVER)):
    register_namespace(_prefix, _name.strip("{}"))

ETAG = f"{DAV}getetag"
SYNC_TOKEN = f"{DAV}sync-token"
CTAG = f"{SERVER}getctag"
RESOURCE_TYPE = f"{DAV}resourcetype"


class NotXml(ValueError):
    """The body is no XML, or XML with a document type (entity bombs)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One resource of a multistatus: properties that the server gave, and its own status where it has one."""

    href: str
    status: int
    props: dict[str, Element] = field(default_factory=dict)

    def text(self, name: str) -> str:
        element = self.props.get(name)
        return (element.text or "").strip() if element is not None else ""

    def hrefs(self, name: str) -> list[str]:
        element = self.props.get(name)
        found = element.iter(f"{DAV}href") if element is not None else ()
        return [each.text.strip() for each in found if each.text and each.text.strip()]

    def has(self, name: str, inner: str) -> bool:
        """Whether a property holds an element of that name, at any depth."""
        element = self.props.get(name)
        return element is not None and element.find(f".//{inner}") is not None


@dataclass(frozen=True, slots=True)
class MultiStatus:
    """The answer to PROPFIND and REPORT."""

    found: tuple[Found, ...]
    sync_token: str = ""


def parse(body: bytes) -> Element:
    """Raises :class:`NotXml`."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NotXml(type(error).__name__) from error
    return root


def multistatus(body: bytes) -> MultiStatus:
    """Raises :class:`NotXml`, also for XML that is something else."""
    root = parse(body)
    if root.tag != f"{DAV}multistatus":
        raise NotXml(root.tag)
    found = [each for response in root.iter(f"{DAV}response") for each in _found(response)]
    return MultiStatus(tuple(found), (root.findtext(SYNC_TOKEN) or "").strip())


def _found(response: Element) -> Iterator[Found]:
    status = _status(response.findtext(f"{DAV}status"), 200)
    props: dict[str, Element] = {}
    for propstat in response.findall(f"{DAV}propstat"):
        if _status(propstat.findtext(f"{DAV}status"), 200) == 200:
            props.update({each.tag: each for each in propstat.findall(f"{DAV}prop/*")})
    for href in response.findall(f"{DAV}href"):
        if href.text and href.text.strip():
            yield Found(href.text.strip(), status, props)


def _status(line: str | None, default: int) -> int:
    """``HTTP/1.1 404 Not Found`` as 404."""
    words = (line or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else default


def precondition(body: bytes, name: str) -> bool:
    """Whether an error body names that precondition (RFC 4918 section 16)."""
    try:
        return parse(body).find(f".//{DAV}{name}") is not None
    except NotXml:
        return False


def propfind(names: Iterable[str]) -> bytes:
    root = Element(f"{DAV}propfind")
    _props(root, names)
    return _written(root)


def sync_collection(token: str) -> bytes:
    """RFC 6578 section 3.2."""
    root = Element(f"{DAV}sync-collection")
    SubElement(root, SYNC_TOKEN).text = token
    SubElement(root, f"{DAV}sync-level").text = "1"
    _props(root, [ETAG])
    return _written(root)


def multiget(namespace: str, data: str, hrefs: Iterable[str]) -> bytes:
    """calendar-multiget (RFC 4791 section 7.9) or addressbook-multiget (RFC 6352 section 8.7)."""
    kind = "calendar" if namespace == CALDAV else "addressbook"
    root = Element(f"{namespace}{kind}-multiget")
    _props(root, [ETAG, data])
    for href in hrefs:
        SubElement(root, f"{DAV}href").text = href
    return _written(root)


def _props(root: Element, names: Iterable[str]) -> None:
    prop = SubElement(root, f"{DAV}prop")
    for name in names:
        SubElement(prop, name)


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
