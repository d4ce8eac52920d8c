"""`python -m tests.bench.session`: print the cookie of somebody who is logged in and sees the whole register, and what to ask for."""

import json

import django


def main() -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 (as below)
    from django.contrib.auth import login  # noqa: PLC0415 (needs the models, which only django.setup() loads)
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 (as above)
    from django.test import RequestFactory  # noqa: PLC0415 (as above)

    from network.models import Partner, User  # noqa: PLC0415 (as above)

    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, User.objects.get(email="steuerung@example.org"), settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    partners = list(Partner.objects.exclude(offers=None).order_by("pk").values_list("slug", flat=True))
    told = {"cookie": f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}", "partners": partners}
    print(json.dumps(told))  # noqa: T201 (read by the benchmark)


if __name__ == "__main__":
    main()
