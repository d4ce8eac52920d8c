"""Pages of long lists."""

from django.core.paginator import Page, Paginator


class FromBothEnds(Paginator):
    """Pages of a query that is sorted to the last: those of its second half are read from the end.

    The database walks over all that stands before a page; so the last one costs what the first one does.
    """

    def page(self, number: int | str) -> Page:
        """Return a page. Raises InvalidPage."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        if first <= self.count / 2:
            return super().page(number)
        last = min(first + self.per_page, self.count)
        backward = self.object_list.reverse()[self.count - last : self.count - first]
        return self._get_page([*backward][::-1], number, self)
