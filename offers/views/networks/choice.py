"""Which network an address asks for."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kit.text import clean
from network.models import Network

SHOWN_CHARACTERS = 40


def chosen_network(request: HttpRequest) -> tuple[list[Network], Network | None, str]:
    """Return all networks, the one of the parameter `netzwerk`, and a sentence where there is none of that name. One query."""
    networks = list(Network.objects.all())
    asked = clean(request.GET.get("netzwerk", ""))
    chosen = next((network for network in networks if network.slug == asked), None)
    sentence = _("„%(value)s“ kennen wir nicht. Wir zeigen alle Netzwerke.") % {"value": asked[:SHOWN_CHARACTERS]}
    return networks, chosen, sentence if asked and chosen is None else ""
