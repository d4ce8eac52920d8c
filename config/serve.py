"""`make run`: bring the local portal up to date, then serve it until Ctrl-C."""

import os
import socket
import subprocess
import sys

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from config import static_files
from config.cluster import ClusterError
from config.terminal import interruptible, say

SERVER = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]


def main() -> None:
    os.environ |= {"PORTAL_LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    port = free_port(os.environ.get("PORT") or "8000")
    try:
        django.setup()
    except ClusterError as error:
        sys.exit(str(error))
    prepare()
    announce(port, example_accounts())
    os.execv(sys.executable, SERVER)  # noqa: S606 (becomes the server, so that Ctrl-C and signals reach it)


def free_port(wanted: str) -> int:
    """Return the port as a number; exits with a sentence where nothing can be served there."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 2**16:
        sys.exit(f"PORT={wanted} is no port: choose a number from 1024 to 65535, for example make run PORT=8080")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except OSError as error:
            sys.exit(
                f"Port {wanted} cannot be used ({error.strerror}). Perhaps the portal is running already: "
                f"http://127.0.0.1:{wanted}/. For another port: make run PORT={int(wanted) % 65535 + 1}"
            )
    return int(wanted)


def prepare() -> None:
    """Bring tables, example city, search and static files up to date."""
    say("Bringing the tables up to date ...")
    call_command("migrate", verbosity=0)
    say("Loading the example city, if the portal is empty (some seconds) ...")
    call_command("load_example_city", if_empty=True)
    call_command("refresh_search")
    static_files.collect()


def example_accounts() -> list[str]:
    """Return a line for each example account that there is, none where the portal holds a real municipality."""
    from offers.example_city import accounts  # noqa: PLC0415 (needs the models, which only django.setup() loads)

    emails = [account.email for account in accounts.ACCOUNTS]
    known = get_user_model().objects.filter(email__in=emails, is_active=True)
    return [f"  {user.email}  password (unless changed): {accounts.example_password()}" for user in known]


def announce(port: int, accounts: list[str]) -> None:
    """Leave a small process behind that says where the portal is as soon as it answers."""
    address = f"http://127.0.0.1:{port}"
    login = [f"Example accounts for {address}{reverse('account_login')}", *accounts] if accounts else []
    text = "\n".join([f"The portal serves: {address}/", *login, "Ctrl-C ends it."])
    program = [sys.executable, "-m", "config.announce", str(port), str(os.getpid()), text]
    subprocess.Popen(program)  # noqa: S603 (our own)


if __name__ == "__main__":
    with interruptible():
        main()
