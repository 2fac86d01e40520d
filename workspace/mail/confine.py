"""Takes from a process what it does not need before it reads a hostile file: as much as the system lets it give up.

On Linux all files but fonts (Landlock), the network, other programs and their memory (seccomp); memory, time, files and
processes where they can be limited. On macOS only those limits, on Windows nothing: it is just a process of its own.
"""

import ctypes
import os
import platform
import struct
import sys
from contextlib import suppress

MEMORY = 1_500_000_000
SECONDS = 60
"""Of the processor, for one file."""
OPEN_FILES = 32
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # linux/landlock.h: the same number on every machine
_BENEATH, _READ = 1, 1 << 2 | 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files each version of Landlock knows; from version 5 on 16."""
_REFUSED, _ALLOWED = 0x0005_0000 | 1, 0x7FFF_0000
_MACHINES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}  # linux/audit.h
_CALLS: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "setns": (308, 268),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}
"""The numbers on each machine of what reaches others, other programs and the user's keys, and of where kernels have
most often been broken out of (unistd.h)."""


def confine() -> frozenset[str]:
    """Give up, for good, whatever can be; says which of ``limits``, ``files`` and ``calls`` the system took."""
    found = {"limits"} if _limit() else set()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # a system without any of it
            libc = ctypes.CDLL(None, use_errno=True)
            os.closerange(3, 4_096)
            _must(libc.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))))
            for name, give_up in (("files", _leave_files), ("calls", _leave_calls)):
                with suppress(OSError):
                    give_up(libc)
                    found.add(name)
    return frozenset(found)


def _limit() -> bool:
    try:
        import resource
    except ImportError:
        return False
    limits = {"AS": MEMORY, "CPU": SECONDS, "CORE": 0, "FSIZE": 0, "NOFILE": OPEN_FILES, "NPROC": 0}
    for name, limit in limits.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            hard = resource.getrlimit(number)[1]
            least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            with suppress(OSError, ValueError):  # macOS has no limit of memory
                resource.setrlimit(number, (least, least))
    return True


def _leave_files(libc: ctypes.CDLL) -> None:
    """All but the fonts, TCP, and from version 6 on also other programs' abstract sockets and signals to them."""
    version = _must(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1))
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    words = (rights, *((3,) if version >= 4 else ()), *((3,) if version >= 6 else ()))
    wanted = struct.pack(f"{len(words)}Q", *words)
    rules = _must(libc.syscall(_CREATE, wanted, ctypes.c_size_t(len(wanted)), 0))
    for path in filter(os.path.isdir, FONTS):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        _must(libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", _READ, folder), 0))
        os.close(folder)
    _must(libc.syscall(_RESTRICT, rules, 0))
    os.close(rules)


def _leave_calls(libc: ctypes.CDLL) -> None:
    """They fail as if they were not permitted; so does everything that names another machine."""
    if platform.machine() not in _MACHINES:
        raise OSError(platform.machine())
    machine, which = _MACHINES[platform.machine()], list(_MACHINES).index(platform.machine())
    load, equal, give = 0x20, 0x15, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine), (give, 0, 0, _REFUSED), (load, 0, 0, 0)]
    if which == 0:
        steps += [(0x35, 0, 1, 0x4000_0000), (give, 0, 0, _REFUSED)]  # x32, which has numbers of its own
    for numbers in _CALLS.values():
        if (number := numbers[which]) is not None:
            steps += [(equal, 0, 1, number), (give, 0, 0, _REFUSED)]
    code = b"".join(struct.pack("HBBI", *step) for step in (*steps, (give, 0, 0, _ALLOWED)))
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(held))
    _must(libc.prctl(_SECCOMP, ctypes.c_ulong(_FILTER), program, ctypes.c_ulong(0), ctypes.c_ulong(0)))


def _must(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
