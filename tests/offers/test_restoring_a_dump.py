"""A dump of the database can be put back: a restore works with an empty search path."""

import pytest
from django.db import connection

from offers.models import Offer
from tests.offers.factories import OfferFactory

pytestmark = pytest.mark.django_db
TABLES = """
    SELECT DISTINCT i.indrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indexprs IS NOT NULL AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


def run(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def tables_with_computed_indexes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def test_indexes_are_built_and_columns_filled_with_an_empty_search_path():
    offer = OfferFactory(title="Müttercafé", review_months=None, confirmed_at=None)
    tables = tables_with_computed_indexes()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL search_path = ''")
    for table in tables:
        run(f"REINDEX TABLE public.{table}")
    # As COPY does, and nothing beside it: a dump makes its triggers last.
    run("ALTER TABLE public.offers_offer DISABLE TRIGGER USER")
    run("UPDATE public.offers_offer SET title = title WHERE id = %s", offer.pk)
    run("ALTER TABLE public.offers_offer ENABLE TRIGGER USER")
    run("SET LOCAL search_path = public")
    assert "offers_offer" in tables
    assert Offer.objects.get(pk=offer.pk).plain_text == "muttercafe ein treffen fur familien."
