"""XML-RPC as far as Odoo speaks it (http://xmlrpc.com/spec.md), parsed without entities, types or sizes of a stranger's
choosing.
"""

import re
import xmlrpc.client
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.xmlrpc import DefusedExpatParser

# What XML 1.0 section 2.2 does not allow, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def packed(method: str, *params: Any) -> bytes:
    """A call as it is sent; characters that XML cannot carry are left out."""
    text = xmlrpc.client.dumps(params, method, encoding="utf-8", allow_none=True)
    return _ILLEGAL.sub("", text).encode()


def unpacked(content: bytes) -> Any:
    """What was answered. Raises ``xmlrpc.client.Fault`` for a refusal, ``ValueError`` for what is no answer."""
    unmarshaller = xmlrpc.client.Unmarshaller(use_builtin_types=True)
    parser = DefusedExpatParser(unmarshaller, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
        answer = unmarshaller.close()
    except (ExpatError, DefusedXmlException, xmlrpc.client.ResponseError, LookupError, TypeError) as error:
        raise ValueError("no XML-RPC answer") from error
    if not answer:
        raise ValueError("an empty XML-RPC answer")
    return answer[0]
