"""What search engines are told."""

import pytest


@pytest.mark.django_db
def test_search_engines_may_read_everything_but_staff_pages_and_endless_combinations(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\n"
        "Disallow: /angebote/*?\n"
        "Disallow: /verwaltung/\n"
        "Disallow: /konto/\n"
        "Disallow: /admin/\n"
        "\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


@pytest.mark.django_db
def test_the_answer_is_public_and_cacheable_and_only_read(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/robots.txt")
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert client.get("/robots.txt", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.head("/robots.txt").status_code == 200
    assert client.post("/robots.txt").status_code == 405
