"""Which desk each kind of record lies on."""

from typing import Final

from offers.models import Offer
from offers.views.workspace.host_desk import HOST_DESKS
from offers.views.workspace.offer_desk import OfferDesk

DESKS: Final = {Offer: OfferDesk, **HOST_DESKS}
