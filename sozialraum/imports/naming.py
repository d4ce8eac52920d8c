"""How files call districts and social spaces."""

from kit.importing_words import Words
from sozialraum.models import District, SocialSpace


def district_words() -> Words:
    """Return the current districts by code and name; the level for families comes before all others."""
    by_rank = District.objects.current().order_by("level__shown_to_families", "level__order", "-code")
    rows = list(by_rank.values_list("code", "name", "pk"))
    return Words({code: pk for code, _name, pk in rows}, [(name, pk) for _code, name, pk in rows])


def social_space_words() -> Words:
    """Return the social spaces by number and name."""
    rows = list(SocialSpace.objects.values_list("code", "name", "pk"))
    return Words({code: pk for code, _name, pk in rows}, [(name, pk) for _code, name, pk in rows])
