"""Which page numbers a numbered pagination shows."""

from django.http import QueryDict


def page_window(current: int, last: int, around: int = 1) -> list[int | None]:
    """Return the first, the last and the pages around `current`; None marks a gap of two or more pages."""
    wanted = {1, last, *range(max(1, current - around), min(last, current + around) + 1)}
    window: list[int | None] = []
    for number in sorted(wanted):
        previous = window[-1] if window else 0
        if number - previous == 2:
            window.append(number - 1)
        elif number - previous > 2:
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
