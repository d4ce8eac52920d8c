"""Addresses of the network."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
