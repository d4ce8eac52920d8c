"""Who holds which role, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.choices import BY_CODE, GIVEN, Operator, Permission, Scope, VisitTeam, codes_of
from network.models.networks import Network
from network.models.partners import Partner
from network.models.users import User
from sozialraum.models import SocialSpace


class RoleAssignment(models.Model):
    """A role of a person; several people may stand for one partner, and one person for several."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name=_("Konto"))
    role = models.CharField(_("Rolle"), max_length=20, choices=GIVEN)
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="role_assignments", verbose_name=_("bei Partner")
    )
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="role_assignments", verbose_name=_("im Netzwerk")
    )
    social_space = models.ForeignKey(
        SocialSpace,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="role_assignments",
        verbose_name=_("im Sozialraum"),
    )

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        ordering = ["user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=codes_of(Scope.PARTNER), partner__isnull=False)
                | ~Q(role__in=codes_of(Scope.PARTNER)) & Q(partner=None),
                name="role_at_a_partner_names_the_partner",
                violation_error_message=_("Wählen Sie für die Redaktion den Partner, für andere Rollen keinen."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=codes_of(Scope.AREA), network__isnull=False, social_space=None)
                | Q(role__in=codes_of(Scope.AREA), network=None, social_space__isnull=False)
                | ~Q(role__in=codes_of(Scope.AREA)) & Q(network=None, social_space=None),
                name="role_in_an_area_names_one_network_or_social_space",
                violation_error_message=_(
                    "Wählen Sie für die Koordination entweder ein Netzwerk oder einen Sozialraum, für andere Rollen beides nicht."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(role=VisitTeam.code) | Q(social_space__isnull=False),
                name="visit_team_is_one_of_a_social_space",
                violation_error_message=_("Ein Team für Willkommensbesuche gehört zu einem Sozialraum."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "partner", "network", "social_space"],
                nulls_distinct=False,
                name="role_is_given_once",
                violation_error_message=_("Diese Rolle hat das Konto schon."),
            ),
        ]

    def __str__(self) -> str:
        where = self.partner or self.network or self.social_space
        return f"{self.get_role_display()} ({where})" if where else self.get_role_display()


@dataclass(frozen=True)
class Standing:
    """What one person may do everywhere, and at which partners, in which networks and social spaces (by id)."""

    everywhere: frozenset[Permission] = frozenset()
    partners: dict[int, frozenset[Permission]] = field(default_factory=dict)
    networks: dict[int, frozenset[Permission]] = field(default_factory=dict)
    spaces: dict[int, frozenset[Permission]] = field(default_factory=dict)
    needs_second_factor: bool = False

    @classmethod
    def of(cls, user: User, roles: Iterable[RoleAssignment] | None = None) -> Self:
        """Return what the roles of `user` allow; an account that is not active may do nothing.

        The roles are read with one query, unless whoever asks about many people has them at hand with their partners.
        """
        if not user.is_active:
            return cls()
        if user.is_superuser:
            return cls(everywhere=Operator.permissions, needs_second_factor=Operator.needs_second_factor)
        guarded = False
        everywhere: frozenset[Permission] = frozenset()
        places: dict[str, dict[int, frozenset[Permission]]] = {"partner": {}, "network": {}, "social_space": {}}
        for given in user.role_assignments.select_related("partner") if roles is None else roles:
            role = BY_CODE[given.role]
            allowed = role.permissions
            guarded = guarded or role.needs_second_factor
            if given.partner and not given.partner.is_trusted:
                allowed -= role.only_if_trusted
            if role.scope == Scope.EVERYWHERE:
                everywhere |= allowed
            for name, found in places.items():
                if pk := getattr(given, f"{name}_id"):
                    found[pk] = found.get(pk, frozenset()) | allowed
        return cls(everywhere, places["partner"], places["network"], places["social_space"], guarded)

    def allows(self, permission: Permission) -> bool:
        """Return whether `permission` is held anywhere at all."""
        return permission in self.everywhere or any(
            permission in allowed
            for places in (self.partners, self.networks, self.spaces)
            for allowed in places.values()
        )

    def where(self, permission: Permission) -> tuple[list[int], list[int], list[int]]:
        """Return at which partners, in which networks and in which social spaces `permission` is held."""
        return tuple(
            [pk for pk, allowed in places.items() if permission in allowed]
            for places in (self.partners, self.networks, self.spaces)
        )
