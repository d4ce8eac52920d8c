"""From a fresh clone: which Python, which system packages, which virtual environment."""

import subprocess
from pathlib import Path

import pytest

from config.cluster import binaries
from config.cluster.errors import ClusterError
from config.setup import apt, needs, packages, system
from config.setup.needs import Need
from tests.config.programs import ROOT, run

UNICORN = Need("a unicorn", lambda: False, ("^unicorn$",), ("unicorn",))
OFFERED = [
    "postgresql-9-postgis-3",
    "postgresql-15-postgis-3",
    "postgresql-17-postgis-3-scripts",
    "postgresql-16-postgis-3",
]


def interpreter(folder: Path, name: str, version: tuple[int, int]) -> None:
    """Put a program into `folder` that answers like a Python of `version`, and otherwise says its name."""
    path = folder / name
    question = '*"(3, 99)"*) test "$minor" -ge 11; exit;; *sys.exit*) test "$minor" -ge 11 -a "$minor" -le 14; exit;;'
    path.write_text(f'#!/bin/sh\nminor={version[1]}\ncase "$2" in {question} esac\necho {name}\n')
    path.chmod(0o755)


def chosen(folder: Path) -> subprocess.CompletedProcess:
    script = ROOT / "config" / "setup" / "python.sh"
    return subprocess.run(
        ["/bin/sh", script, "x"], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ({"python3": (3, 11)}, "python3"),
        ({"python3": (3, 9), "python3.12": (3, 12), "python3.11": (3, 11)}, "python3.12"),
        ({"python3": (3, 20), "python3.13": (3, 13)}, "python3.13"),
        ({"python3": (3, 20)}, "python3"),
    ],
)
def test_the_first_fitting_python_is_taken(tmp_path, offered, expected):
    for name, version in offered.items():
        interpreter(tmp_path, name, version)
    assert chosen(tmp_path).stdout == f"{expected}\n"


def test_without_a_fitting_python_a_sentence_says_what_to_do(tmp_path):
    interpreter(tmp_path, "python3", (3, 9))
    done = chosen(tmp_path)
    assert (done.returncode, done.stderr.partition(" is needed")[0]) == (1, "Python 3.11 or newer")


def test_of_several_versions_the_newest_is_installed():
    assert apt.newest(needs.DATABASE.debian[0], OFFERED) == "postgresql-16-postgis-3"


def test_a_database_that_is_too_old_is_not_installed():
    assert apt.newest(needs.DATABASE.debian[0], ["postgresql-14-postgis-3"]) == ""


@pytest.mark.parametrize("name", ["libgdal32", "libgdal34t64", "libgdal36"])
def test_the_library_is_found_under_the_name_of_each_release(name):
    assert apt.newest(needs.GEOMETRY.debian[0], ["libgdal-dev", name, "libgdal-perl"]) == name


def test_on_an_unknown_system_a_sentence_lists_what_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"neither Debian or Ubuntu .* Install by hand, .*: a unicorn\.$"):
        system.ensure((UNICORN,))


def test_where_nothing_is_missing_nothing_is_done(monkeypatch):
    monkeypatch.setenv("PATH", "")
    system.ensure((Need("air", lambda: True, (), ()),))


def test_this_machine_has_what_the_tests_need():
    assert needs.missing(needs.RUN) == []


def test_a_package_is_looked_for_by_its_whole_name():
    patterns = [pattern for need in needs.TEST for pattern in need.debian]
    assert [pattern for pattern in patterns if not (pattern.startswith("^") and pattern.endswith("$"))] == []


def test_a_changed_list_of_packages_is_installed_anew(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2\n")
    before = packages.state(lock)
    lock.write_text("django==5.2.1\n")
    assert packages.state(lock) != before


def test_an_unreachable_package_index_is_told_with_what_to_do():
    with pytest.raises(SystemExit, match=r"^This failed, see above: false\nMostly the package index cannot be reached"):
        packages.run(["false"], packages.UNREACHABLE)


def test_ctrl_c_ends_a_command_with_a_sentence():
    broken_off = "from config.terminal import interruptible\nwith interruptible(): raise KeyboardInterrupt"
    done = run("-c", broken_off)
    sentence = "\nEnded by Ctrl-C. Running the command again goes on from here.\n"
    assert (done.returncode, done.stderr) == (130, sentence)


def test_a_data_directory_of_a_vanished_postgresql_is_named():
    with pytest.raises(ClusterError, match="made by PostgreSQL 9, which is not installed any more"):
        binaries.of_version(9)


def test_the_newest_postgresql_with_postgis_is_used():
    major, folder = binaries.newest()
    assert major == max(binaries.usable()) >= 15
    assert (folder / "initdb").exists()
