"""By what the answers of a season campaign are narrowed."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kit.filtering import WordsFilterSet
from offers.models import AskedPartner

State = AskedPartner.State
# Everybody whose answer is not complete.
MISSING = "fehlt"


class AnswerFilter(WordsFilterSet):
    """Asked partners by a word of their name and by how it stands with their answer."""

    searched = ("partner__name",)

    stand = django_filters.ChoiceFilter(
        choices=[(MISSING, _("alle, deren Antwort fehlt")), *State.choices],
        method="standing",
        label=_("Stand"),
        empty_label=_("alle"),
    )

    def standing(self, asked: QuerySet[AskedPartner], name: str, value: str) -> QuerySet[AskedPartner]:
        return asked.filter(open_count__gt=0) if value == MISSING else asked.filter(state=value)
