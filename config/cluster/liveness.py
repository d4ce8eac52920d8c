"""Whether the server is there, and whether it is ours."""

import os
import socket
import subprocess
from pathlib import Path

from config.cluster.home import Home

# Lines of PostgreSQL's postmaster.pid, counted from zero.
PID, SOCKET_FOLDER, STATUS = 0, 4, 7


def pid_file(home: Home) -> list[str]:
    """Return the lines of postmaster.pid, stripped; none where there is no such file."""
    try:
        return [line.strip() for line in (home.data / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def is_ready(home: Home) -> bool:
    """Return whether this cluster's own server takes connections now. Quick: three small reads and a connect."""
    try:
        lines = pid_file(home)
        says_ready = (
            len(lines) > STATUS and lines[STATUS] == "ready" and lines[SOCKET_FOLDER] == str(home.socket_folder)
        )
        # A socket in a folder of somebody else would be somebody else's server.
        own_folder = home.socket_folder.stat().st_uid == home.data.stat().st_uid
    except OSError:
        return False
    # A process that a killed server left behind may still hold its socket for a moment.
    return says_ready and own_folder and server_pid(home) > 0 and answers(home.socket)


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


def recorded_pid(home: Home) -> int:
    """Return the process that postmaster.pid names, alive or not; 0 where it names none."""
    lines = pid_file(home)
    return int(lines[PID]) if lines and lines[PID].isdigit() else 0


def server_pid(home: Home) -> int:
    """Return the process that serves this cluster's data directory, 0 where it does not run.

    After a crash or a reboot postmaster.pid is still there, and its number may long belong to another process, so the
    process itself is asked which directory it serves.
    """
    pid = recorded_pid(home)
    return pid if pid and serves(pid, home) else 0


def serves(pid: int, home: Home) -> bool:
    """Return whether the process serves this data directory, started under this path or, if moved since, another one."""
    try:
        return str(home.data) in command_line(pid) or Path(f"/proc/{pid}/cwd").samefile(home.data)
    except OSError:
        return False


def command_line(pid: int) -> list[str]:
    """Return the arguments of a process, none where there is no such process (or it is dead and not buried)."""
    if Path("/proc/self").exists():
        try:
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")
        except OSError:
            return []
    # macOS has no /proc: what stands between "-D " and the next option, since a path may hold spaces.
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return [shown.stdout.partition(" -D ")[2].partition(" -c")[0]]


def exists(pid: int) -> bool:
    """Return whether a process of this number is there, whosever it is."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
