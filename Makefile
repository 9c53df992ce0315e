# The usual words for dbt; each is an npm script with words of its own (docs/dbt.md). TENANT=ID and ARGS="--select …" choose.
TENANT ?= example
ARGS ?=
EXAMPLE = --currency USD --time-zone UTC --region-set none
DBT = npm run --silent dbt -- --tenant $(TENANT) $(if $(filter example,$(TENANT)),$(EXAMPLE))

.PHONY: dbt-deps dbt-build dbt-test dbt-docs

# There is no package: all that the project uses lies in it.
dbt-deps:
	$(DBT) deps

dbt-build:
	$(DBT) build $(ARGS)

dbt-test:
	$(DBT) test $(ARGS)

dbt-docs:
	npm run --silent dbt -- docs
