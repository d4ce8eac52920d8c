"""From any state to a running cluster."""

from pathlib import Path

from config.cluster import server
from config.cluster.create import create
from config.cluster.home import ELSEWHERE, Home, choose, known, with_socket_folder
from config.cluster.liveness import is_ready
from config.cluster.pointer import locked
from config.terminal import say


def ensure_running(local: Path, elsewhere: Path = ELSEWHERE) -> str:
    """Return the address of the cluster of the checkout with `local`, made and started where it has to be."""
    home = known(local)
    if home and is_ready(home):
        return home.url
    with locked(local):
        home = known(local) or first_home(local, elsewhere)
        if not is_ready(home):
            home = with_socket_folder(local, home)
            if not home.data.exists():
                create(home)
            server.start(home)
    return home.url


def first_home(local: Path, elsewhere: Path) -> Home:
    """Choose the home of a new cluster. A former one of the same folder is stopped and kept: its checkout is gone."""
    home = choose(local, elsewhere)
    for marker in elsewhere.glob("*/checkout"):
        former = Home(marker.parent, marker.parent / "run", "")
        if former.path != home.path and marker.read_text() == str(local):
            server.stop(former)
            say(f"A former database of this folder is kept in {former.path}: delete it when nobody needs it.")
    return home


def stop(local: Path) -> bool:
    """Stop the cluster of the checkout with `local`; return whether it was running."""
    home = known(local)
    if home is None:
        return False
    with locked(local):
        return server.stop(home)
