"""Two people who bring in streets at once: the second waits, and hears of what the first has saved."""

import threading

import pytest
from django.db import connection

from network.street_uploads import StreetFile, read
from sozialraum.models import StreetSection
from tests.network.factories import UserFactory
from tests.sozialraum.factories import DistrictFactory

HEADER = "Straße;von;bis;Seite;PLZ;Stadtteil"


def at_once(*lines: str) -> list[str]:
    """Take a file of each line at the same moment and return what became of each."""
    by, gate, said = UserFactory(), threading.Barrier(len(lines)), []

    def take(line: str) -> None:
        file = StreetFile("strassen.csv", f"{HEADER}\n{line}".encode(), removes_missing=False)
        gate.wait()
        try:
            said.append("written" if read(file, by=by, dry_run=False).report.is_written else "refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[line]) for line in lines]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_of_two_sections_that_overlap_one_is_refused_in_words():
    code = DistrictFactory().code
    found = at_once(f"Hauptstraße;1;19;alle;41061;{code}", f"Hauptstraße;11;30;alle;41061;{code}")
    assert (found, StreetSection.objects.count()) == (["refused", "written"], 1)


@pytest.mark.django_db(transaction=True)
def test_two_files_that_do_not_meet_are_both_taken_and_share_a_new_postcode():
    code = DistrictFactory().code
    found = at_once(f"Hauptstraße;1;19;alle;41061;{code}", f"Weg am Ufer;;;;41061;{code}")
    assert (found, StreetSection.objects.count()) == (["written", "written"], 2)
