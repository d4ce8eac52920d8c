"""Whose changes are kept. Of mere words the administration's own log tells who changed them."""

from kit.history import track, track_links
from offers.models.offer import Offer
from offers.models.schedule import Schedule

track(Offer, exclude=["plain_text"])
track_links(Offer, *(field.name for field in Offer._meta.many_to_many))
track(Schedule, owner="offer")
