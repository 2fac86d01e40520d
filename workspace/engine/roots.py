"""Whom TLS trusts: the system's own roots."""

import ssl
import sys
from pathlib import Path

import truststore

# Where distributions keep them that are not the one this Python was built on.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
)


def verifying_context() -> ssl.SSLContext:
    """A client's context with the system's roots.

    On Linux truststore reads all of them anew for every connection, which takes 50 ms: there they are read once.
    """
    if sys.platform != "linux":
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_default_verify_paths()
    known = ssl.get_default_verify_paths()
    if not known.cafile and not (known.capath and any(Path(known.capath).glob("*.0"))):
        for path in (each for each in _BUNDLES if Path(each).is_file()):
            context.load_verify_locations(path)
            break
    return context
