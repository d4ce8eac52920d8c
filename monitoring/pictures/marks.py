"""One number in a picture: what it is called, what it says, and what a program reads of it."""

from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from html import escape  # Django's asks for lazy texts too, which costs more than the rest of a mark
from typing import Self

from django.utils.safestring import SafeString

from monitoring.figures import Figure
from monitoring.models import Indicator

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Mark:
    """A number of something that has a name; of a district it carries the code, and may lead somewhere.

    Several pictures of a page show the same mark, so what it says is written once.
    """

    label: str
    number: Figure
    decimals: int = 1
    unit: str = ""
    code: str = ""
    url: str = ""
    is_chosen: bool = False

    @property
    def text(self) -> str:
        """Return the number with its unit, or the sign for why there is none."""
        return with_unit(self.number.text(self.decimals), self.unit) if self.number.value else self.sign

    @cached_property
    def sign(self) -> str:
        return self.number.text(self.decimals)

    @cached_property
    def rounded(self) -> Decimal | None:
        """Return the value as it is shown."""
        return self.number.rounded(self.decimals)

    @cached_property
    def nameless(self) -> Self:
        """Return the same number without saying whose it is."""
        return replace(self, label="", code="", url="")

    def written(self) -> Self:
        """Return the mark with all that it says written already, for one that many pages share."""
        for one in (self, self.nameless):
            _ = (one.spoken, one.data, one.sign, one.rounded)
        return self

    def leading_to(self, url: str, *, is_chosen: bool) -> Self:
        """Return the mark for one page, with what was written of it."""
        found = copy(self)
        found.__dict__.update(url=url, is_chosen=is_chosen)
        return found

    @cached_property
    def spoken(self) -> str:
        """Return the name and the number as one says them."""
        return f"{self.label}: {spoken(self.number, self.decimals, self.unit)}"

    @cached_property
    def data(self) -> SafeString:
        """Return the attributes by which programs find the number: `data-district`, `data-value`, `data-withheld`."""
        return attributes(self.number, self.decimals, self.code)


def attributes(number: Figure, decimals: int, code: str = "") -> SafeString:
    """Return the attributes of an element that shows a number; not a template, since a map has hundreds of them."""
    district = f' data-district="{escape(code)}"' if code else ""
    withheld = f' data-withheld="{number.withheld}"' if number.withheld else ""
    return SafeString(f'{district} data-value="{number.data(decimals)}"{withheld}')  # escaped just here


def spoken(number: Figure, decimals: int, unit: str) -> str:
    """Return a number in words of a sentence: with its unit, or why there is none."""
    return with_unit(number.text(decimals), unit) if number.value else number.word()


def with_unit(text: str, unit: str) -> str:
    return f"{text}{NO_BREAK}{unit}" if unit else text


def mark_of(indicator: Indicator, label: str, number: Figure, *, code: str = "", url: str = "") -> Mark:
    """Return a number of an indicator as a mark, with its decimals and unit."""
    return Mark(label, number, indicator.decimals, indicator.unit, code, url)
