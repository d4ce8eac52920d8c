"""Make a cluster: a data directory with one role and one database, open to nobody without the password."""

import os
import shutil
from pathlib import Path

from config.cluster import account, binaries
from config.cluster.errors import ClusterError
from config.cluster.home import Home
from config.terminal import say

# The order of letters in the data directory is that of their numbers, everywhere the same and the fastest; German order
# is asked for where it matters, by PostgreSQL's own ICU collation de-x-icu. What is a letter comes from the first of
# these that the system has.
LETTERS = ("C.UTF-8", "en_US.UTF-8", "C")
ACCESS = "# Written by config/cluster: the socket only, with the password in .local/.\nlocal all all scram-sha-256\n"


def create(home: Home) -> None:
    """Make the data directory of `home`. Broken off half-way, it is made anew the next time."""
    major, programs = binaries.newest()
    say(f"Creating the private database in {home.path} (PostgreSQL {major}) ...")
    unfinished = home.path / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    initialise(home, programs, unfinished)
    with (unfinished / "pg_hba.conf").open("w") as access:
        access.write(ACCESS)
    fill(home, programs, unfinished)
    unfinished.rename(home.data)
    # The rename itself must survive a power cut, or the next start would find an unfinished directory.
    folder = os.open(home.path, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def initialise(home: Home, programs: Path, data: Path) -> None:
    command = [programs / "initdb", "-D", data, "-U", "portal", "--auth=trust", "--encoding=UTF8", "--lc-collate=C"]
    complaints = []
    for letters in LETTERS:
        done = account.run_as(home.account, [*command, f"--lc-ctype={letters}", "--lc-messages=C", "--no-instructions"])
        if done.returncode == 0:
            return
        complaints.append(done.stderr)
        shutil.rmtree(data, ignore_errors=True)
    raise ClusterError(f"PostgreSQL could not create a database in {home.path}:\n{complaints[0]}")


def fill(home: Home, programs: Path, data: Path) -> None:
    """Set the password and make the database, in PostgreSQL's single-user mode: nobody can connect in between."""
    statements = f"ALTER ROLE portal PASSWORD '{home.password}'\nCREATE DATABASE portal\n"
    done = account.run_as(home.account, [programs / "postgres", "--single", "-D", data, "postgres"], input=statements)
    if done.returncode or "ERROR" in done.stderr:
        raise ClusterError(f"PostgreSQL could not set up its database:\n{done.stderr}")
