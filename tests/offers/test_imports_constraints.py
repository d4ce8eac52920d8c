"""What the database refuses of imports, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from offers.models import Import, ImportRow, Imprint
from tests.network.factories import FacilityFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db
SOUND = {"source": "Stadt", "file_name": "a.csv"}


def refused(make) -> str:
    """Return what the database says to a record."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("import_names_its_source", {"source": ""}),
        ("applied_import_says_when", {"state": "applied"}),
        ("applied_import_says_when", {"state": "undoing"}),
        ("undone_import_and_no_other_says_when", {"undone_at": timezone.now}),
        ("undone_import_and_no_other_says_when", {"state": "undone", "applied_at": timezone.now}),
        ("import_has_not_done_more_than_there_is", {"done": 2, "total": 1}),
        ("applied_import_says_when", {"state": "weighing"}),
        ("proposed_import_is_checked_and_not_given_back", {"proposed_at": timezone.now}),
        (
            "proposed_import_is_checked_and_not_given_back",
            {"state": "checked", "proposed_at": timezone.now, "objection": "Nein."},
        ),
        ("import_without_rows_takes_no_step", {"state": "checking", "pruned_at": timezone.now}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_the_database_refuses(name, fields):
    values = {key: value() if callable(value) else value for key, value in fields.items()}
    assert name in refused(lambda: Import.objects.create(**SOUND | values))


def test_what_was_laid_before_others_is_applied_by_somebody_else():
    by = UserFactory()
    laid = SOUND | {"state": "checked", "made_by": by, "proposed_at": timezone.now()}
    rule = "proposed_import_is_applied_by_somebody_else"
    assert rule in refused(lambda: Import.objects.create(**laid, applied_by=by))
    assert Import.objects.create(**laid, applied_by=UserFactory()).pk


def test_a_line_is_told_of_once():
    row = {"owner": Import.objects.create(**SOUND), "line": 2, "sort": "offer", "outcome": "new"}
    ImportRow.objects.create(**row)
    ImportRow.objects.create(**row | {"sort": "partner"})
    assert "import_tells_of_each_line_once" in refused(lambda: ImportRow.objects.create(**row))


def test_an_imprint_is_of_one_record():
    both = {"partner": PartnerFactory(), "facility": FacilityFactory()}
    assert "imprint_is_of_one_record" in refused(lambda: Imprint.objects.create(**both))
    assert "imprint_is_of_one_record" in refused(Imprint.objects.create)
    assert Imprint.objects.create(partner=both["partner"]).pk
