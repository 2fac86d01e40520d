"""A self-signed certificate for ``localhost`` and 127.0.0.1; clients trust it as their ``ca_file``."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from secrets import token_hex

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def write_certificate(certificate: Path, key_file: Path, host: str = "localhost", *more: str) -> None:
    """Write a fresh pair in PEM for these hosts, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    # OpenSSL looks an issuer up by its name, so two of these in one file must differ.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{host} {token_hex(4)}")])
    now = datetime.now(UTC)
    names = [*map(x509.DNSName, (host, *more)), x509.IPAddress(IPv4Address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key_file.write_bytes(plain)
    key_file.chmod(0o600)
