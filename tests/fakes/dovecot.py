"""A private Dovecot on loopback, in a temporary folder: any user with the password ``pw``, gone at the end.

Its folder is not pytest's: as root its mail processes have another user, whom pytest locks out of its folders.
"""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from tests.components import require
from tests.fakes.certificate import write_certificate

PASSWORD = "pw"
START_SECONDS = 20
_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {name}
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
auth_username_chars =
first_valid_uid = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_location = {format}:~/mail
mail_home = {folder}/mail/%Lu
mail_uid = {uid}
mail_gid = {gid}
mail_fsync = never
mail_max_userip_connections = 200
mailbox_list_index = yes
mailbox_idle_check_interval = 1s
{extra}
passdb {{
  driver = static
  args = password=pw
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%Lu allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
{mailboxes}
}}
service imap-login {{
  chroot = {chroot}
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service imap {{
  service_count = 1000
}}
service anvil {{
  chroot = {chroot}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
"""
_SPECIAL = ("Drafts", "Sent", "Trash", "Junk", "Archive")


class Dovecot:
    """A running server: ``port`` speaks plain and STARTTLS, ``tls_port`` TLS, ``lmtp_port`` LMTP.

    Works as root (with the users that Debian's package made) and as anybody else (everything as oneself).
    """

    def __init__(self, *, capability: str = "", mail_format: str = "sdbox", special_use: bool = True) -> None:
        self.folder = Path(mkdtemp(prefix="dovecot-"))
        self.program = require("dovecot")
        self.port, self.tls_port, self.lmtp_port = _free_ports(3)
        self.ca_file = str(self.folder / "cert.pem")
        self._prepare(capability, mail_format, special_use)
        self._process: subprocess.Popen[bytes] | None = None

    def _prepare(self, capability: str, mail_format: str, special_use: bool) -> None:
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        write_certificate(self.folder / "cert.pem", self.folder / "key.pem")
        mailboxes = "\n".join(
            f"  mailbox {name} {{\n    auto = subscribe\n    special_use = \\{name}\n  }}" for name in _SPECIAL
        )
        values = {
            "folder": self.folder,
            "name": f"test-{self.port}",
            "format": mail_format,
            "port": self.port,
            "tls_port": self.tls_port,
            "lmtp_port": self.lmtp_port,
            "extra": f"imap_capability = {capability}" if capability else "",
            "mailboxes": mailboxes if special_use else "",
            **self._owners(),
        }
        (self.folder / "dovecot.conf").write_text(_CONF.format(**values))

    def _owners(self) -> dict[str, object]:
        """Who runs what: Dovecot refuses to run mail processes as root and logins as one who may read mail."""
        if os.geteuid() != 0:
            me = pwd.getpwuid(os.geteuid())
            mine = grp.getgrgid(os.getegid()).gr_name
            return {
                "internal": me.pw_name,
                "internal_group": mine,
                "login": me.pw_name,
                "uid": me.pw_uid,
                "gid": os.getegid(),
                "chroot": "",
            }
        owner = pwd.getpwnam("mail")
        self.folder.chmod(0o711)
        os.chown(self.folder / "mail", owner.pw_uid, owner.pw_gid)
        return {
            "internal": "dovecot",
            "internal_group": "dovecot",
            "login": "dovenull",
            "uid": owner.pw_uid,
            "gid": owner.pw_gid,
            "chroot": "",
        }

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "start.log").open("wb") as log:
            self._process = subprocess.Popen(
                [self.program, "-F", "-c", str(self.folder / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._greets():
            if self._process.poll() is not None or time.monotonic() > deadline:
                log_lines = self.log()
                self.stop()
                raise AssertionError("Dovecot did not start:\n" + log_lines)

    def _greets(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.settimeout(1)
                return connection.recv(4) == b"* OK"
        except ConnectionRefusedError:
            # Not listening yet; the kernel answers at once, so leave it the processor.
            os.sched_yield()
            return False
        except OSError:
            return False

    def stop(self) -> None:
        """Stop it with everything it started, and remove its folder."""
        if self._process is not None:
            self._end(self._process)
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        # All at once: the master alone would wait a second for each generation of children.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    def doveadm(self, *arguments: str) -> None:
        """Run the administrator's tool on this server."""
        command = [require("doveadm"), "-c", str(self.folder / "dovecot.conf"), *arguments]
        subprocess.run(command, check=True, timeout=20, capture_output=True)

    def log(self) -> str:
        paths = (self.folder / "start.log", self.folder / "dovecot.log")
        return "\n".join(path.read_text(errors="replace") for path in paths if path.exists())

    def settings(self, user: str = "kim@haneul.example") -> dict[str, str]:
        """The settings of an account of that user, over TLS."""
        return {
            "host": "localhost",
            "port": str(self.tls_port),
            "username": user,
            "ca_file": self.ca_file,
        }


@contextmanager
def running(*, capability: str = "", mail_format: str = "sdbox", special_use: bool = True) -> Iterator[Dovecot]:
    """A started server for the block."""
    server = Dovecot(capability=capability, mail_format=mail_format, special_use=special_use)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
