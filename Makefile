# Each target is a script of the same name; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test dev seed bench drill e2e prepare

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## builds Lumora optimised and starts all of it on this machine
	@scripts/run

test: ## formats, lints and every test, those in the browser too
	@scripts/test

dev: ## builds quickly, starts, and rebuilds and reloads on each change
	@scripts/dev

seed: ## fills the studio of the demo (with Lumora stopped)
	@scripts/run seed

bench: ## measures what the repository has benchmarks for
	@scripts/bench

drill: ## kills the server two hundred times, fills its disk, restarts its database
	@scripts/drill

e2e: ## the browser tests alone; E2E_RELEASE=1 takes the optimised build
	@scripts/e2e

prepare: ## writes .sqlx anew after a change of SQL
	@scripts/prepare
