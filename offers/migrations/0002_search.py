"""Keep the search's copies true: which change of which table concerns which offers."""

from pathlib import Path

from django.db import migrations

from kit.triggers import run_file, statement_trigger

SQL = Path(__file__).parent.parent / "sql"
WRITTEN = ["INSERT", "UPDATE"]

OF_THE_OFFER = [
    "offers_schedule",
    "offers_offer_topics",
    "offers_offer_target_groups",
    "offers_offer_life_situations",
    "offers_offer_access_modes",
    "offers_offer_languages",
    "offers_offer_accessibility",
    "offers_offer_catchment_districts",
    "offers_offer_catchment_social_spaces",
]
BY_THEIR_NAME = {
    "network_partner": "SELECT id FROM offers_offer WHERE provider_id IN (SELECT id FROM changed)",
    "network_facility": "SELECT id FROM offers_offer WHERE facility_id IN (SELECT id FROM changed)",
    "network_accessibilityfeature": (
        "SELECT offer_id FROM offers_offer_accessibility WHERE accessibilityfeature_id IN (SELECT id FROM changed) "
        "UNION SELECT o.id FROM offers_offer o JOIN network_facility_accessibility fa USING (facility_id) "
        "WHERE fa.accessibilityfeature_id IN (SELECT id FROM changed)"
    ),
    "offers_offertype": "SELECT id FROM offers_offer WHERE type_id IN (SELECT id FROM changed)",
    "offers_costkind": "SELECT id FROM offers_offer WHERE cost_id IN (SELECT id FROM changed)",
    "offers_registrationkind": "SELECT id FROM offers_offer WHERE registration_id IN (SELECT id FROM changed)",
    "offers_programme": "SELECT id FROM offers_offer WHERE programme_id IN (SELECT id FROM changed)",
    "offers_topic": "SELECT offer_id FROM offers_offer_topics WHERE topic_id IN (SELECT id FROM changed)",
    "offers_targetgroup": "SELECT offer_id FROM offers_offer_target_groups WHERE targetgroup_id IN (SELECT id FROM changed)",
    "offers_lifesituation": (
        "SELECT offer_id FROM offers_offer_life_situations WHERE lifesituation_id IN (SELECT id FROM changed)"
    ),
    "offers_accessmode": "SELECT offer_id FROM offers_offer_access_modes WHERE accessmode_id IN (SELECT id FROM changed)",
    "offers_language": "SELECT offer_id FROM offers_offer_languages WHERE language_id IN (SELECT id FROM changed)",
}
# A changed district concerns what is held in it, and what reaches it or the area above it.
AREA_OFFERS = (
    "SELECT offer_id FROM offers_place WHERE district_id IN ({districts}) "
    "UNION SELECT offer_id FROM offers_reach r JOIN ({areas}) a ON r.area = 'district:' || a.id"
)
DISTRICT_OFFERS = AREA_OFFERS.format(
    districts="SELECT id FROM changed",
    areas="SELECT id FROM changed UNION SELECT parent_id FROM changed WHERE parent_id IS NOT NULL",
)
MEMBERSHIP_OFFERS = (
    AREA_OFFERS.format(districts="SELECT district_id FROM changed", areas="SELECT district_id AS id FROM changed")
    + " UNION SELECT offer_id FROM offers_offer_catchment_social_spaces"
    " WHERE socialspace_id IN (SELECT social_space_id FROM changed)"
)
PUBLIC_TABLES = [
    "offers_offer",
    "offers_offer_cooperation_partners",
    *OF_THE_OFFER,
    *[table for table in BY_THEIR_NAME if table.startswith("offers_")],
    "offers_offertypegroup",
    "offers_fieldofaction",
    "offers_lifephase",
    "offers_agestep",
]


def concerns(table: str, offers: str, events: list[str] | tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")):
    """Return the operation that marks the offers of a query over the changed rows of `table` as stale."""
    quoted = offers.replace("'", "''")
    return statement_trigger("offers_stale", table, f"offers_mark_stale('{quoted}')", events)


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial"), ("network", "0002_content_version")]
    operations = [
        run_file(SQL / "0001_search.sql"),
        concerns("offers_offer", "SELECT id FROM changed", WRITTEN),
        *[concerns(table, "SELECT offer_id FROM changed") for table in OF_THE_OFFER],
        *[concerns(table, query, ["UPDATE"]) for table, query in BY_THEIR_NAME.items()],
        concerns(
            "network_facility_accessibility",
            "SELECT id FROM offers_offer WHERE facility_id IN (SELECT facility_id FROM changed)",
        ),
        concerns("sozialraum_district", DISTRICT_OFFERS, WRITTEN),
        concerns("sozialraum_socialspacemembership", MEMBERSHIP_OFFERS),
        statement_trigger("offers_steps", "offers_agestep", "offers_steps_changed()"),
        *[statement_trigger("content_version", table, "content_changed()") for table in PUBLIC_TABLES],
    ]
