"""Addresses of what is offered."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
