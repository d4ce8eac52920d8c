"""Addresses of the monitoring."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
