"""Records whose rules the database keeps, and how a form hears of a broken one."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import CheckConstraint


class RuledModel(models.Model):
    """A record that names the field at which one of its rules is broken."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: set[str] | None = None) -> None:
        """Check the rules of the record itself, and if it keeps them those that compare it with others.

        The database could not even compare a record whose days or numbers run backward. Fields in `exclude` are not asked.
        """
        errors: dict[str, list[ValidationError]] = {}
        for rule in self._meta.constraints:
            if isinstance(rule, CheckConstraint):
                try:
                    rule.validate(type(self), self, exclude=exclude)
                except ValidationError as error:
                    errors.setdefault(self.place_of(rule, exclude or set()), []).append(error)
        if errors:
            raise ValidationError(errors)
        super().validate_constraints(exclude=exclude)

    def place_of(self, rule: CheckConstraint, exclude: set[str]) -> str:
        """Return the last of the fields that a rule is about, where it is about any that was asked for."""
        about = rule.condition.referenced_base_fields - exclude
        return next((field.name for field in reversed(self._meta.fields) if field.name in about), NON_FIELD_ERRORS)
