# `make run` serves the portal, `make test` gives the verdict; both from a fresh clone, and both safe to run again.

# Never production's behaviour here, whatever the surroundings say.
export PORTAL_LOCAL = 1
SETUP = sh config/setup/python.sh -m config.setup

.PHONY: run test db stop bench bench-search
.NOTPARALLEL:

# PORT=… for another port than 8000.
run:
	@$(SETUP) run
	@.venv/bin/python -m config.serve

test:
	@$(SETUP) test
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/python manage.py makemigrations --check --dry-run
	@.venv/bin/python manage.py check
	@.venv/bin/python -m pytest --numprocesses=2 --dist=loadfile

# Prints the DATABASE_URL of the private cluster, for psql, QGIS and others.
db:
	@$(SETUP) db
	@sh config/setup/python.sh -m config.cluster

# Stops the private cluster; its data stay.
stop:
	@sh config/setup/python.sh -m config.cluster stop

bench:
	@$(SETUP) test
	@.venv/bin/python -m tests.bench

# How good the families' search is; MISSED=1 lists the queries without a best answer in the first five.
bench-search:
	@$(SETUP) test
	@.venv/bin/python -m tests.judged $(if $(MISSED),--missed)
