"""Addresses of the tools themselves."""

from django.urls import path

from kit.styleguide import styleguide

urlpatterns = [path("styleguide/", styleguide, name="styleguide")]
