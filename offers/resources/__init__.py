"""All that helps with a need (topics, situations of life) at an age in an area: the professionals' question.

What families find and what only professionals see, the houses and the functions that answer; the nearest first, what is for the
whole city last. Nothing of a question is kept.
"""

from offers.resources.answering import Answer, Group, resources
from offers.resources.need import Need
from offers.resources.telling import Resource

__all__ = ["Answer", "Group", "Need", "Resource", "resources"]
