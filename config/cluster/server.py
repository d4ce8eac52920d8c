"""Start and stop the server."""

import os
import signal
import time
from collections.abc import Callable

from config.cluster import account, binaries, liveness
from config.cluster.errors import ClusterError
from config.cluster.home import Home
from config.cluster.tuning import settings
from config.terminal import say

# All in seconds. Recovery after a crash of a large database takes its time; as long as the server lives it is waited for.
PATIENCE = 600
# How long processes of a killed server may hold on to its memory before a new one is refused.
ORPHANS = 15
HELD = "shared memory block"
SILENCE = 10
# Starts a program that outlives us, its output in a file, and says its number. Arguments are never parsed by the shell.
LAUNCH = 'umask 077; log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
LOG_LIMIT = 5_000_000


def start(home: Home) -> None:
    """Start the server of `home`, whatever an earlier one left behind, and wait until it takes connections."""
    settle(home)
    say(f"Starting the private database in {home.path} ...")
    give_up = time.monotonic() + ORPHANS
    while not liveness.is_ready(home):
        clear_leftovers(home)
        if not launch(home) and (HELD not in log_end(home) or time.monotonic() > give_up):
            raise ClusterError(f"The private database does not start. The end of {home.log} says:\n{log_end(home)}")


def settle(home: Home) -> None:
    """Wait for a server that is just starting or stopping; stop one that runs but cannot be reached."""
    if liveness.server_pid(home) and liveness.pid_file(home)[liveness.STATUS :] != ["ready"]:
        wait_for(lambda: liveness.is_ready(home) or not liveness.server_pid(home), "the database to finish its start")
    if not liveness.is_ready(home):
        stop(home)  # its socket was deleted, or the checkout was moved
        if liveness.answers(home.socket):
            raise ClusterError(
                f"A server that cannot be seen from here answers at {home.socket}: "
                "stop the portal in the container that uses the same folder."
            )


def launch(home: Home) -> bool:
    """Start a server and return whether it came up."""
    programs = binaries.of_version(int((home.data / "PG_VERSION").read_text()))
    if home.log.exists() and home.log.stat().st_size > LOG_LIMIT:
        home.log.unlink()
    options = [f"-c{name}={value}" for name, value in settings(home.socket_folder).items()]
    command = [programs / "postgres", "-D", home.data, *options]
    done = account.run_as(home.account, ["/bin/sh", "-c", LAUNCH, "sh", home.log, *command], start_new_session=True)
    pid = int(done.stdout)
    wait_for(lambda: liveness.is_ready(home) or not liveness.serves(pid, home), "the database to start")
    return liveness.is_ready(home)


def clear_leftovers(home: Home) -> None:
    """Remove what a dead server left behind and what would keep a new one from starting.

    A stale postmaster.pid with a dead number is PostgreSQL's own business (it also looks for orphans that still hold the
    memory). Only when another process has got the number since does PostgreSQL refuse, and the file must go. The socket's
    folder is ours alone, so without a server of ours whatever lies there is stale.
    """
    if liveness.exists(liveness.recorded_pid(home)):
        (home.data / "postmaster.pid").unlink(missing_ok=True)
    for leftover in (home.socket, home.socket.with_name(home.socket.name + ".lock")):
        leftover.unlink(missing_ok=True)


def stop(home: Home) -> bool:
    """Stop the server of `home`, breaking off what it is doing; return whether it was running."""
    pid = liveness.server_pid(home)
    if pid:
        os.kill(pid, signal.SIGINT)
        wait_for(lambda: not liveness.serves(pid, home), "the database to stop")
    return bool(pid)


def wait_for(reached: Callable[[], bool], what: str) -> None:
    """Wait until `reached()`; say from time to time what for."""
    began = said = time.monotonic()
    while not reached():
        now = time.monotonic()
        if now - began > PATIENCE:
            raise ClusterError(f"Gave up after {PATIENCE // 60} minutes of waiting for {what}.")
        if now - said > SILENCE:
            said = now
            say(f"Waiting for {what} ...")
        time.sleep(0.02)


def log_end(home: Home) -> str:
    return "\n".join(home.log.read_text(errors="replace").splitlines()[-10:]) if home.log.exists() else "(nothing)"
