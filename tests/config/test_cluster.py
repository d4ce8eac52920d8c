"""The private cluster's life: born, found again, killed, copied, moved."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.cluster import home, lifecycle, liveness, pointer
from tests.config.programs import ROOT

START = """
import sys
from pathlib import Path
from config.cluster.lifecycle import ensure_running
print(ensure_running(*map(Path, sys.argv[1:])))
"""


@pytest.fixture(scope="module")
def checkout(new_checkout):
    made = new_checkout()
    made.start()
    return made


def known(checkout):
    return home.known(checkout.local)


def tell(url, statement):
    # The other tests do not wait for the disk; here that is what is tested.
    with psycopg.connect(url, options="-c synchronous_commit=on") as connection:
        connection.execute(statement)


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def kill(checkout):
    """Kill the server as a power cut would, and wait until the system has buried it."""
    pid = liveness.server_pid(known(checkout))
    os.kill(pid, signal.SIGKILL)
    while liveness.serves(pid, known(checkout)):
        time.sleep(0.01)


def test_a_new_checkout_gets_a_database_of_its_own(checkout):
    folder = ask(checkout.start(), "SHOW data_directory")
    assert folder == str(known(checkout).data)


def test_the_address_names_the_port_whatever_the_surroundings_say(checkout, monkeypatch):
    monkeypatch.setenv("PGPORT", "5433")
    assert ask(checkout.start(), "SELECT 1") == 1


def test_the_database_keeps_texts_as_unicode_and_knows_german_order(checkout):
    sorted_names = (
        "SELECT string_agg(name, ' ' ORDER BY name COLLATE \"de-x-icu\") FROM unnest('{Zoo,Ärzte,Aal,Öl}'::text[]) name"
    )
    assert ask(checkout.start(), "SHOW server_encoding") == "UTF8"
    assert ask(checkout.start(), sorted_names) == "Aal Ärzte Öl Zoo"


def test_the_database_lets_nobody_in_without_its_password(checkout):
    url = checkout.start().replace(known(checkout).password, "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


def test_the_database_listens_to_no_network(checkout):
    assert ask(checkout.start(), "SHOW listen_addresses") == ""


def test_what_is_written_survives_a_power_cut(checkout):
    assert [ask(checkout.start(), f"SHOW {name}") for name in ("fsync", "full_page_writes")] == ["on", "on"]


def test_others_can_read_neither_password_nor_data(checkout):
    assert stat.S_IMODE((checkout.local / "cluster.json").stat().st_mode) == 0o600
    assert [stat.S_IMODE(path.stat().st_mode) for path in (known(checkout).path, known(checkout).socket_folder)] == [
        0o700,
        0o700,
    ]


def test_a_running_database_is_found_at_once(checkout):
    durations = []
    for _ in range(5):
        began = time.perf_counter()
        checkout.start()
        durations.append(time.perf_counter() - began)
    assert min(durations) < 0.05


def test_a_killed_server_comes_back_with_its_data(checkout):
    tell(checkout.start(), "CREATE TABLE survivor AS SELECT 42 AS answer")
    kill(checkout)
    assert ask(checkout.start(), "SELECT answer FROM survivor") == 42


def test_a_foreign_process_with_the_number_of_the_dead_server_is_left_alone(checkout):
    checkout.start()
    pid_file = known(checkout).data / "postmaster.pid"
    lines = pid_file.read_text().splitlines(keepends=True)
    kill(checkout)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file.write_text("".join([f"{stranger.pid}\n", *lines[1:]]))
        known(checkout).socket.with_name(".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        assert ask(checkout.start(), "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("rubbish", ["", "nonsense\n", "-17\n"])
def test_a_damaged_pid_file_does_not_keep_the_server_from_starting(checkout, rubbish):
    checkout.start()
    lifecycle.stop(checkout.local)
    (known(checkout).data / "postmaster.pid").write_text(rubbish)
    assert ask(checkout.start(), "SELECT 1") == 1


def test_a_server_whose_socket_was_deleted_is_started_anew(checkout):
    checkout.start()
    known(checkout).socket.unlink()
    assert ask(checkout.start(), "SELECT 1") == 1


def test_stopping_twice_says_that_there_was_nothing_to_stop(checkout):
    checkout.start()
    assert [lifecycle.stop(checkout.local), lifecycle.stop(checkout.local)] == [True, False]


def test_a_checkout_that_never_had_a_database_has_none_to_stop(new_checkout):
    assert lifecycle.stop(new_checkout().local) is False


def test_two_processes_that_start_at_the_same_time_share_one_server(new_checkout):
    checkout = new_checkout()
    command = [sys.executable, "-c", START, checkout.local, checkout.elsewhere]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (process.communicate(timeout=60)[0] for process in both)
    assert first == second == known(checkout).url + "\n"


def test_a_copied_checkout_goes_on_with_its_own_copy_of_the_data(checkout, new_checkout):
    checkout.start()
    lifecycle.stop(checkout.local)
    copy = new_checkout("copy")
    subprocess.run(["cp", "-a", checkout.local, copy.local], check=True)
    address = checkout.start()
    # As if the first one had been running while it was copied.
    shutil.copyfile(known(checkout).data / "postmaster.pid", known(copy).data / "postmaster.pid")
    assert ask(copy.start(), "SHOW data_directory") == str(known(copy).data)
    assert lifecycle.stop(copy.local) is True
    assert checkout.start() == address


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs under another account")
def test_a_checkout_that_the_server_cannot_read_has_its_data_elsewhere(new_checkout):
    first = new_checkout("closed")
    first.local.parent.chmod(0o700)
    assert ask(first.start(), "SHOW data_directory") == str(known(first).data)
    assert known(first).path.parent == first.elsewhere
    copy = new_checkout("closed copy")
    copy.local.mkdir()
    shutil.copy(first.local / "cluster.json", copy.local)
    assert known(copy) is None
    first.local.rename(first.local.with_name("moved"))
    assert known(copy).path.parent == first.elsewhere
    lifecycle.stop(copy.local)


def test_a_moved_checkout_finds_its_database_again(new_checkout):
    first = new_checkout("umgezogen")
    tell(first.start(), "CREATE TABLE luggage AS SELECT 7 AS pieces")
    moved = type(first)(first.local.parent.with_name("angekommen") / ".local", first.elsewhere)
    first.local.parent.rename(moved.local.parent)
    try:
        assert ask(moved.start(), "SELECT pieces FROM luggage") == 7
    finally:
        lifecycle.stop(moved.local)


def test_a_path_that_is_too_long_for_a_socket_has_it_in_a_private_folder_elsewhere(new_checkout):
    checkout = new_checkout("ein sehr, sehr langer Ordnername mit Umläuten und Leerzeichen " * 2)
    assert ask(checkout.start(), "SELECT 1") == 1
    folder = known(checkout).socket_folder
    assert not folder.is_relative_to(checkout.local)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rename(folder.with_name(folder.name + "-gone"))  # as after a reboot, which empties the temporary folder
    shutil.rmtree(folder.with_name(folder.name + "-gone"))
    assert ask(checkout.start(), "SELECT 1") == 1
    shutil.rmtree(known(checkout).socket_folder, ignore_errors=True)


def test_a_creation_that_was_broken_off_begins_anew(new_checkout):
    checkout = new_checkout()
    checkout.local.mkdir(mode=0o711)
    made = home.choose(checkout.local, checkout.elsewhere)
    (made.path / "data.new").mkdir()
    (made.path / "data.new" / "PG_VERSION").write_text("15")
    assert ask(checkout.start(), "SELECT 1") == 1


def test_the_local_key_stays_the_same_and_belongs_to_its_owner_alone(tmp_path: Path):
    first = pointer.local_secret(tmp_path / ".local")
    assert pointer.local_secret(tmp_path / ".local") == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / ".local" / "secret").stat().st_mode) == 0o600
