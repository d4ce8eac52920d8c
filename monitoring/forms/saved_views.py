"""Forms of the monitoring."""

from typing import ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kit.text import clean
from monitoring.models import MonitoringView

ONE_NAME = next(rule for rule in MonitoringView._meta.constraints if rule.name.endswith("name_of_its_own"))


class MonitoringViewForm(forms.ModelForm):
    """The name of a saved view."""

    class Meta:
        model = MonitoringView
        fields = ("name",)
        error_messages: ClassVar = {"name": {"required": _("Bitte geben Sie der Ansicht einen Namen.")}}

    def clean_name(self) -> str:
        """Take the name on one line, without what no database takes."""
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def keep(self) -> bool:
        """Save the view; of two with one name the second is refused, however close they come after each other."""
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            if ONE_NAME.name not in str(error):
                raise
            self.add_error("name", ONE_NAME.violation_error_message)
            return False
        return True
