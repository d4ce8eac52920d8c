"""A page with nothing but an address and its map, beside all addresses of the portal."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from network.forms.places import PlaceForm
from network.models import Facility

PAGE = """{% extends "base.html" %}{% load static %}
{% block title %}Anschrift{% endblock %}
{% block head %}<link rel="stylesheet" href="{% static 'css/map.css' %}">{% endblock %}
{% block content %}<h1>Anschrift</h1><form method="post">{% csrf_token %}{{ form }}
{% include "offers/workspace/form/point_map.html" %}
<button class="button">Speichern</button></form>{% endblock %}
{% block scripts %}<script type="module" src="{% static 'js/point-map.js' %}"></script>{% endblock %}"""


class AddressForm(PlaceForm):
    class Meta:
        model = Facility
        fields = ("street", "postcode", "city", "address_is_confidential")


def page(request: HttpRequest) -> HttpResponse:
    """Show the address of the first facility."""
    form = AddressForm(instance=Facility.objects.first())
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("anschrift/", page), path("", include("config.urls"))]
