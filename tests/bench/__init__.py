"""The benchmark: `make bench`, or `python -m tests.bench`. How to read its table: docs/benchmark.md.

For each size of the city it serves the portal with gunicorn as in production, asks for each kind of page in a closed loop, and
sets the cost beside that of three floors, measured in turns with the page: an empty view, the page's bare SQL, its
template rendered from ready data. The floors are views of a second server (`wsgi`), which the portal knows nothing of.
"""
