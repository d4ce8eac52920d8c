"""How good the families' search is: judged queries over the example city, asked through the page (`make bench-search`).

`queries.csv` names for each query its kind, the offers that answer it best, those that also help, and those that must not
come. They were judged from the offers' texts, not from what the search finds.
"""
