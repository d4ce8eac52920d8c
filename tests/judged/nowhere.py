"""Addresses of a portal without a search."""

urlpatterns: list = []
