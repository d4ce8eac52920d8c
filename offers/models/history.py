"""Whose changes are kept."""

from kit.history import track, track_links
from offers.models.booklets import BookletChapter, ParentGuide
from offers.models.funding import Forwarding, Grant, GrantDeadline
from offers.models.guides import Guide
from offers.models.news import Availability, Closure
from offers.models.offer import Offer
from offers.models.programmes import ProgrammeStage
from offers.models.projects import Project
from offers.models.schedule import Schedule
from offers.models.terms import WORDS
from offers.models.word_groups import WordGroup

track(Offer, exclude=["plain_text"])
track_links(Offer, *(field.name for field in Offer._meta.many_to_many))
track(Schedule, owner="offer")
track(Closure)
track(Availability)
track(Project)
track_links(Project, "partners", "districts")
# A word that is renamed changes what every offer says that is described by it.
for word in WORDS:
    track(word)
track(Guide)
track_links(Guide, "topics", "life_situations", "help_lines")
track(ProgrammeStage)
track_links(ProgrammeStage, "partners")
track(Grant)
track_links(Grant, "offers", "programmes", "facilities")
track(Forwarding, owner="grant")
track(GrantDeadline, owner="grant", exclude=["reminders"])
track(WordGroup)
track(ParentGuide)
track(BookletChapter, owner="booklet")
