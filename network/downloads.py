"""How a document's file leaves the portal: as a file to keep, never as a page of ours."""

from django.http import FileResponse, Http404

from network.files import CONTENT_TYPES
from network.models import DocumentVersion


def download(version: DocumentVersion) -> FileResponse:
    """Return the file of a version under its own name. Raises Http404 where it is lost.

    Whatever the file holds, a browser neither shows it in the portal's name nor guesses another kind.
    """
    try:
        file = version.file.open("rb")
    except OSError:
        raise Http404 from None
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return FileResponse(
        file, as_attachment=True, filename=version.name, content_type=CONTENT_TYPES[version.kind], headers=headers
    )
