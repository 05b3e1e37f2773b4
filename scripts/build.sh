#!/usr/bin/env bash
# Builds the pages, then the binary with the pages inside.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
packages web
(cd web && npm run --silent build)
go build -o bin/zhaoyun .
