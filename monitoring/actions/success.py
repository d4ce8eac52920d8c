"""The texts of a year's Erfolgsnachweis, kept safe from two people who write at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from monitoring.models import SuccessReport
from network.models import User

NEW = 0  # the version of a text that nobody has written yet


class OverwrittenError(Exception):
    """Somebody else wrote meanwhile; `current` is what stands there now, nothing was saved."""

    def __init__(self, current: SuccessReport) -> None:
        super().__init__()
        self.current = current


def write_report(*, year: int, version: int, by: User, **texts: str | bool) -> SuccessReport:
    """Write the texts of a year over the `version` that was read, or the first ones; raises OverwrittenError.

    `texts` are the fields that people write, and whether the report is public.
    """
    try:
        with transaction.atomic():
            report = SuccessReport.objects.select_for_update(of=["self"]).filter(year=year).first()
            if (report.version if report else NEW) != version:
                raise OverwrittenError(report or SuccessReport(year=year, version=NEW))
            report = report or SuccessReport(year=year, version=NEW)
            for name, value in texts.items():
                setattr(report, name, value)
            report.version, report.written_by, report.written_at = version + 1, by, timezone.now()
            report.save()
    except IntegrityError as error:
        # Two wrote the first ones at once.
        raise OverwrittenError(SuccessReport.objects.get(year=year)) from error
    return report
