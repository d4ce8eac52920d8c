"""The state of a page is its address: the same page with something changed."""

from django.http import HttpRequest, QueryDict

from monitoring.pictures.answering import FORMAT, PICTURE


def changed(request: HttpRequest, **parameters: str) -> str:
    """Return the address of the page with some parameters set anew; an empty value leaves one out."""
    query = kept(request)
    for name, value in parameters.items():
        query[name] = value
        if not value:
            del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def picture_address(request: HttpRequest, name: str) -> str:
    """Return the beginning of the address of a picture's files; the name of a format completes it."""
    query = kept(request)
    query[PICTURE] = name
    return f"?{query.urlencode()}&{FORMAT}="


def kept(request: HttpRequest) -> QueryDict:
    """Return what stands in the address, but for a file that it asks for."""
    query = request.GET.copy()
    for name in (PICTURE, FORMAT):
        query.pop(name, None)
    return query
