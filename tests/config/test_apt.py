"""Installing with apt, seen from the programs that are called: these here only write down how."""

import os
from pathlib import Path

import pytest

from config.setup import apt
from config.setup.needs import Need

UNICORN = Need("a unicorn", lambda: False, (r"^unicorn-[0-9]+$",), ())
OPTIONS = "-q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 --no-install-recommends"
INSTALL = f"env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get install {OPTIONS} unicorn-12"
UPDATE = "apt-get update -q -o DPkg::Lock::Timeout=600"


class Programs:
    """A folder that is the whole PATH, with programs that write their name and arguments into one file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder, folder / "calls"

    def add(self, name: str, then: str = "") -> None:
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.calls}\n{then}\n')
        path.chmod(0o755)

    def called(self) -> list[str]:
        return self.calls.read_text().splitlines()


@pytest.fixture
def programs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    programs = Programs(tmp_path)
    for name in ("apt-get", "env", "sh"):
        programs.add(name)
    programs.add("apt-cache", "echo unicorn-9; echo unicorn-12; echo unicorn-doc")
    apt.offered_packages.cache_clear()
    yield programs
    apt.offered_packages.cache_clear()


def as_user(monkeypatch, number: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: number)


def test_only_what_is_missing_is_installed_and_no_cluster_for_the_machine_made(programs, monkeypatch):
    as_user(monkeypatch, 0)
    apt.install([UNICORN])
    assert programs.called() == [UPDATE, "apt-cache pkgnames", f"sh -c {apt.FORBID}", INSTALL, f"sh -c {apt.ALLOW}"]


def test_a_person_with_sudo_installs_through_it(programs, monkeypatch):
    as_user(monkeypatch, 1000)
    programs.add("sudo")
    apt.install([UNICORN])
    calls = [call for call in programs.called() if call != "apt-cache pkgnames"]
    assert calls == [
        "sudo -n true",
        *[f"sudo -n {call}" for call in (UPDATE, f"sh -c {apt.FORBID}", INSTALL, f"sh -c {apt.ALLOW}")],
    ]


@pytest.mark.parametrize("sudo", ["none", "wants a password"])
def test_a_person_without_sudo_is_told_what_to_ask_for(programs, monkeypatch, sudo):
    as_user(monkeypatch, 1000)
    if sudo != "none":
        programs.add("sudo", "exit 1")
    with pytest.raises(SystemExit, match=r"apt-get install --no-install-recommends unicorn-12$"):
        apt.install([UNICORN])
    assert not [call for call in programs.called() if "apt-get" in call]


def test_a_failed_installation_ends_with_its_command_and_leaves_no_trace(programs, monkeypatch):
    as_user(monkeypatch, 0)
    programs.add("env", "exit 100")
    with pytest.raises(SystemExit, match=r"^This failed, see above: env DEBIAN_FRONTEND=noninteractive"):
        apt.install([UNICORN])
    assert programs.called()[-1] == f"sh -c {apt.ALLOW}"


def test_what_the_system_does_not_offer_is_not_asked_for(programs, monkeypatch):
    as_user(monkeypatch, 0)
    apt.install([Need("a dragon", lambda: False, ("^dragon$",), ())])
    assert programs.called() == [UPDATE, "apt-cache pkgnames"]
