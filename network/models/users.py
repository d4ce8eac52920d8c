"""Accounts of staff; families need none."""

import datetime
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet):
    def idle_since(self, moment: datetime.datetime) -> Self:
        """Keep active accounts whose owners last logged in before `moment`; those that never did count from their opening.

        Operators are left out: no clock shuts the last of them out.
        """
        last = Coalesce("last_login", "created_at")
        return self.annotate(last_seen=last).filter(is_active=True, is_superuser=False, last_seen__lt=moment)


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an account for `email`; without a password nobody can log in until one is set."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an operator who may do everything, the admin included."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        """Return the account of an e-mail address, however its letters are cased."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person of staff, known by e-mail."""

    email = models.EmailField(
        _("E-Mail"), unique=True, error_messages={"unique": _("Ein Konto mit dieser E-Mail gibt es schon.")}
    )
    name = models.CharField(_("Name"), max_length=120)
    is_staff = models.BooleanField(_("darf in die Administration"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)
    warned_at = models.DateTimeField(_("an die Abschaltung erinnert am"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        ordering = ["email"]
        constraints = [
            # The login looks for the address in lower case: an account spelt otherwise could never be entered.
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="account_email_is_in_lower_case",
                violation_error_message=_("Bitte die E-Mail-Adresse klein schreiben."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return an address in the one spelling that is kept: the login looks for it in lower case."""
        return super().normalize_username(username).lower()

    def save(self, **kwargs) -> None:
        """Save, the address in its one spelling."""
        self.email = self.normalize_username(self.email)
        super().save(**kwargs)

    def get_full_name(self) -> str:
        """Return the name that mails and pages use."""
        return self.name
