"""Which page numbers a numbered pagination shows."""

from django.http import QueryDict


def page_window(current: int, last: int, around: int = 1) -> list[int | None]:
    """Return the first, the last and the pages around `current`; None marks a gap of two or more pages."""
    shown = {1, last, *range(max(1, current - around), min(last, current + around) + 1)}
    # A mark for a single missing page would take as much room as its number.
    shown |= {n for n in (current - around - 1, current + around + 1) if {n - 1, n + 1} <= shown}
    window: list[int | None] = []
    for number in sorted(shown):
        if window and number - (window[-1] or 0) > 1:
            window.append(None)
        window.append(number)
    return window


def page_address(query: QueryDict, param: str, number: int) -> str:
    """Return `?…` for page `number` with every other parameter kept; the first page carries no number."""
    changed = query.copy()
    changed.pop(param, None)
    if number > 1:
        changed[param] = str(number)
    return f"?{changed.urlencode()}"
