"""Offers from files: a row is read (columns, words, places, times), then brought together with what is saved.

`offers.import_offers` is the way in.
"""
