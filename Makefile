# 招云 Zhaoyun. The two commands to know: make run, make test.
.DEFAULT_GOAL := help
SHELL := bash
.PHONY: help run build test test-long bench soak dev fmt gen gen-demo lint services clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, load the demonstration district, serve it
	@scripts/run.sh

build: ## build the pages and the binary, into bin/zhaoyun
	@scripts/build.sh

test: ## every check; installs what is missing (PostgreSQL, Redis, Chromium, fonts)
	@scripts/test.sh

test-long: ## fuzzing, race runs again and again, each fault fifty times, a soak
	@scripts/test-long.sh

bench: ## measure the room engine, some twenty minutes; docs/benchmarks.md
	@scripts/bench.sh

soak: ## 12,000 people for ten minutes; memory has to stay flat
	@scripts/soak.sh

dev: ## server and pages with hot reload
	@scripts/dev.sh

fmt: ## format Go and web
	@. scripts/lib.sh && go_files | xargs gofmt -w && packages web && cd web && npm run --silent fmt

gen: ## write the TypeScript client from the server's OpenAPI document
	@. scripts/lib.sh && packages web && scripts/openapi.sh gen

gen-demo: ## draw the demonstration's pictures and slides from internal/demo/assets/src
	@scripts/demo-assets.sh

lint: ## Go and web lint
	@scripts/test.sh lint web

services: ## PostgreSQL and Redis for go test, on free ports; prints what to export
	@scripts/services.sh start /tmp/zhaoyun-services-$$(id -u)
	@echo "# scripts/services.sh stop /tmp/zhaoyun-services-$$(id -u) stops both"

clean: ## remove what was built; data stays
	@rm -rf bin web/test-results web/playwright-report
	@find web/dist -mindepth 1 ! -name placeholder.html -delete
