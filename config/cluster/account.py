"""Who runs the server: the person at the terminal, or for root (PostgreSQL refuses root) an account without rights."""

import os
import pwd
import subprocess
from pathlib import Path

from config.cluster.errors import ClusterError

# Preferred first. `nobody` serves where the packages have made no account of their own.
UNPRIVILEGED = ("postgres", "_postgres", "nobody")


def unprivileged() -> pwd.struct_passwd:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ClusterError(f"PostgreSQL does not run as root, and none of the users {', '.join(UNPRIVILEGED)} exists.")


def server_account(data: Path) -> pwd.struct_passwd:
    """Return the account that owns `data`, or that shall own it once it is there."""
    me = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if me == 0:
        return pwd.getpwuid(owner) if owner else unprivileged()
    if owner not in {None, me}:
        raise ClusterError(f"{data} belongs to the user {pwd.getpwuid(owner).pw_name}: run the command as that user.")
    return pwd.getpwuid(me)


def run_as(account: pwd.struct_passwd, command: list, **options) -> subprocess.CompletedProcess:
    """Run `command` as `account`, in a folder that everybody may enter, without PostgreSQL variables of the caller."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if os.geteuid() == 0:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        command, cwd="/", env=environment | {"LC_ALL": "C"}, text=True, capture_output=True, check=False, **options
    )


def may_enter(account: pwd.struct_passwd, folder: Path) -> bool:
    """Return whether `account` may walk down to `folder`; asked of the system itself, which knows all rules."""
    return run_as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0


def make_folder(folder: Path, account: pwd.struct_passwd) -> None:
    """Make `folder`, for `account` alone. Raises FileExistsError."""
    folder.mkdir(mode=0o700)
    os.chown(folder, account.pw_uid, account.pw_gid)
