"""One number in a picture: what it is called, what it says, and what a program reads of it."""

from dataclasses import dataclass
from html import escape  # Django's asks for lazy texts too, which costs more than the rest of a mark

from django.utils.safestring import SafeString, mark_safe

from monitoring.figures import Figure
from monitoring.models import Indicator

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of something that has a name; of a district it carries the code, and may lead somewhere."""

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

    @property
    def sign(self) -> str:
        return self.number.text(self.decimals)

    @property
    def spoken(self) -> str:
        """Return the name and the number as one says them."""
        return f"{self.label}: {spoken(self.number, self.decimals, self.unit)}"

    @property
    def data(self) -> SafeString:
        """Return the attributes by which programs find the number: `data-district`, `data-value`, `data-withheld`."""
        return attributes(self.number, self.decimals, self.code)


def attributes(number: Figure, decimals: int, code: str = "") -> SafeString:
    """Return the attributes of an element that shows a number; not a template, since a map has hundreds of them."""
    district = f' data-district="{escape(code)}"' if code else ""
    withheld = f' data-withheld="{number.withheld}"' if number.withheld else ""
    return mark_safe(f'{district} data-value="{number.data(decimals)}"{withheld}')  # noqa: S308 (escaped just here)


def spoken(number: Figure, decimals: int, unit: str) -> str:
    """Return a number in words of a sentence: with its unit, or why there is none."""
    return with_unit(number.text(decimals), unit) if number.value else number.word()


def with_unit(text: str, unit: str) -> str:
    return f"{text}{NO_BREAK}{unit}" if unit else text


def mark_of(indicator: Indicator, label: str, number: Figure, *, code: str = "", url: str = "") -> Mark:
    """Return a number of an indicator as a mark, with its decimals and unit."""
    return Mark(label, number, indicator.decimals, indicator.unit, code, url)
