#!/usr/bin/env bash
# Builds the pages, then the binary with the pages inside.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
packages web
scripts/fonts.sh
mkdir -p bin
(cd web && npm run --silent build) >bin/build.log 2>&1 || { tail -n 40 bin/build.log >&2; die "The pages do not build."; }
go build -o bin/zhaoyun .
