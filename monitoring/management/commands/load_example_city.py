"""Fill the database with the example city and its numbers."""

from typing import Any

from monitoring.example_city.load import load_numbers
from monitoring.example_city.outcomes import load_outcomes
from monitoring.example_city.searches import load_searches
from monitoring.releasing import release
from monitoring.supply.walking import reckon_walking_reach
from offers.management.commands import load_example_city


class Command(load_example_city.Command):
    """The same command, which knows of the numbers too."""

    def load(self, options: dict[str, Any]) -> None:
        """Load the city, enlarge it where that is asked for, then load the numbers of its districts."""
        super().load(options)
        self.show(load_numbers())
        self.show(load_outcomes())
        self.show(load_searches())
        release()
        reckon_walking_reach()
