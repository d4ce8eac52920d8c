"""How an activity of the network and a project are entered."""

import datetime
from typing import Any, ClassVar, Final
from urllib.parse import unquote, urlsplit

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.paragraphs import ParagraphsField
from monitoring.forms.conference_groups import SeenForm
from monitoring.forms.conferences import LineField, day_field, time_field
from network.choices import Permission
from network.models import Activity, Partner, User
from network.permissions import conferences_read_by, partners_with
from offers.editing.names import NamedField, NamedManyField, NameInput
from offers.models import Offer, Project
from offers.permissions import offers_with
from sozialraum.models import District

LISTED: Final = 300
LINES = forms.Textarea(attrs={"rows": 4})
ONE_A_LINE = _("ein Name je Zeile")


def long_text(label: Any, *, required: bool = False) -> ParagraphsField:
    return ParagraphsField(label=label, required=required, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))


class ActivityForm(SeenForm):
    """What is held, when, by whom, and which departments take part."""

    day = day_field(_("Tag"))
    starts = time_field(_("Beginn"))
    last_day = day_field(_("letzter Tag, wenn es mehrere sind"), required=False)
    ends = time_field(_("Ende"))
    description = long_text(_("Worum es geht"))
    responsible = NamedManyField(label=_("Verantwortlich"), help_text=ONE_A_LINE, widget=LINES)
    participants = NamedManyField(
        label=_("Teilnehmende Stellen"),
        required=False,
        help_text=_("Abteilungen und Organisationen, ein Name je Zeile"),
        widget=LINES,
    )
    results = long_text(_("Ergebnis"))

    field_order = (
        *("kind", "title", "day", "starts", "last_day", "ends", "place", "led_by", "description"),
        *("responsible", "participants", "heads", "social_spaces", "districts", "results", "cancelled_reason"),
    )

    class Meta:
        model = Activity
        fields = (
            *("kind", "title", "place", "led_by", "description", "responsible", "participants", "heads"),
            *("social_spaces", "districts", "results", "cancelled_reason"),
        )
        help_texts: ClassVar = {"cancelled_reason": _("nur ausfüllen, wenn es nicht stattfindet")}
        widgets: ClassVar = {"social_spaces": forms.CheckboxSelectMultiple, "districts": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reached = partners_with(Permission.CONFER, user)
        for name in ("responsible", "participants"):
            self.fields[name].offered(Partner.objects.living())
        self.fields["districts"].queryset = families_districts()
        if self.instance.pk:
            first, last = (timezone.localtime(at) for at in (self.instance.starts_at, self.instance.ends_at))
            self.initial |= {"day": first.date(), "starts": first.time(), "ends": last.time()}
            self.initial["last_day"] = last.date() if last.date() != first.date() else None
            for name in ("responsible", "participants"):
                self.initial[name] = [one.pk for one in getattr(self.instance, name).all()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"day", "starts", "ends"} <= data.keys():
            zone, last = timezone.get_current_timezone(), data.get("last_day") or data["day"]
            self.instance.starts_at = datetime.datetime.combine(data["day"], data["starts"], zone)
            self.instance.ends_at = datetime.datetime.combine(last, data["ends"], zone)
            if self.instance.ends_at <= self.instance.starts_at:
                self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        answering = data.get("responsible")
        if answering and not self.reached.filter(pk__in=[one.pk for one in answering]).exists():
            self.add_error("responsible", _("Mindestens eine Stelle muss zu Ihrem Netzwerk oder Sozialraum gehören."))
        return data

    def save(self, commit: bool = True) -> Activity:  # noqa: FBT001, FBT002 (Django's own signature)
        self.instance.updated_at = timezone.now()
        return super().save(commit)


def families_districts() -> QuerySet[District]:
    return District.objects.for_families().defer("boundary", "parent__boundary")


class ProjectForm(SeenForm):
    """An idea on its way to an offer."""

    description = long_text(_("Worum es geht"), required=True)
    owner = NamedField(label=_("Verantwortlich"))
    partners = NamedManyField(label=_("Beteiligt"), required=False, help_text=ONE_A_LINE, widget=LINES)
    starts_on = day_field(_("Projekt ab"), required=False)
    offer = LineField(
        label=_("Angebot, das daraus wurde"),
        required=False,
        widget=NameInput,
        help_text=_("Titel des Angebots, oder die Adresse seiner Seite"),
    )

    field_order = (
        *("title", "description", "stage", "owner", "partners", "conference", "districts"),
        *("starts_on", "offer", "dropped_reason"),
    )

    class Meta:
        model = Project
        fields = (
            *("title", "description", "stage", "owner", "partners", "conference", "districts"),
            *("starts_on", "offer", "dropped_reason"),
        )
        widgets: ClassVar = {"districts": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {"dropped_reason": _("nur ausfüllen, wenn es nicht weitergeht")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers_with(Permission.READ, user).exclude(status=Offer.Status.ARCHIVED)
        self.fields["owner"].offered(partners_with(Permission.EDIT, user))
        self.fields["partners"].offered(Partner.objects.living())
        self.fields["offer"].widget.names = self.offers.order_by("title").values_list("title", flat=True)[:LISTED]
        self.fields["districts"].queryset = families_districts()
        known = Q(pk__in=conferences_read_by(user).values("pk")) | Q(pk=self.instance.conference_id)
        conferences = self.fields["conference"]
        conferences.queryset = conferences.queryset.filter(known).select_related("group")
        conferences.empty_label = _("keiner, oder anderswo")
        if self.instance.pk:
            self.initial["partners"] = [one.pk for one in self.instance.partners.all()]
            self.initial["offer"] = self.instance.offer.title if self.instance.offer else ""

    def clean_offer(self) -> Offer | None:
        """Return the offer of a title, of the last part of an address, or of a whole address."""
        text = self.cleaned_data["offer"]
        if not text:
            return None
        current = self.instance.offer
        if current and text == current.title:
            return current
        name = unquote(urlsplit(text).path).strip("/").rpartition("/")[2] or text
        found = list(self.offers.filter(Q(title=text) | Q(slug=name))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(
                _("Diesen Titel gibt es mehrfach. Bitte nehmen Sie die Adresse der Seite des Angebots.")
            )
        raise forms.ValidationError(
            _("Dieses Angebot kennen wir nicht. Bitte nehmen Sie seinen Titel oder die Adresse seiner Seite.")
        )

    def save(self, commit: bool = True) -> Project:  # noqa: FBT001, FBT002 (Django's own signature)
        self.instance.updated_at = timezone.now()
        return super().save(commit)
