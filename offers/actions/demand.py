"""Counting what was looked for in vain."""

from django.db import connection
from django.utils import timezone

from offers.models import MissedSearch

COUNT = """
INSERT INTO offers_missedsearch (month, district_id, age_step_id, topic_id, number)
VALUES (
    %s,
    (SELECT id FROM sozialraum_district WHERE id = %s),
    (SELECT id FROM offers_agestep WHERE code = %s),
    (SELECT id FROM offers_topic WHERE code = %s),
    1
)
ON CONFLICT ON CONSTRAINT missed_searches_of_a_month_are_one_row
DO UPDATE SET number = offers_missedsearch.number + 1
"""


def count_missed(*, district: int | None, age_step: str | None, topic: str | None) -> None:
    """Count one search without a result, by district (id), age step and topic (codes); what it does not name is None.

    What has gone meanwhile counts as not named.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [timezone.localdate().replace(day=1), district, age_step, topic])


def delete_old_demand() -> int:
    """Delete numbers that are older than three years; return how many."""
    return MissedSearch.objects.outdated().delete()[0]
