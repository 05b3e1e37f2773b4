#!/usr/bin/env bash
# The API's documents, which the server writes itself.
#
#   scripts/openapi.sh gen     writes the TypeScript client's types anew
#   scripts/openapi.sh check   fails when they are not what the server says now
#   scripts/openapi.sh lint    holds the OpenAPI document against Redocly's rules
set -euo pipefail
. "$(dirname "$0")/lib.sh"

mkdir -p bin
go run . openapi >bin/openapi.json
types=web/src/lib/api.gen.ts

generate() { web/node_modules/.bin/openapi-typescript bin/openapi.json --output "$1" >/dev/null; }

case "${1:-}" in
  gen) generate $types ;;
  check)
    generate bin/api.gen.ts
    diff -u $types bin/api.gen.ts || die "The TypeScript client is stale: run make gen and commit $types."
    ;;
  lint)
    packages tools
    export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
    tools/node_modules/.bin/redocly lint --config tools/redocly.yaml bin/openapi.json
    ;;
  *) die "usage: scripts/openapi.sh gen|check|lint" ;;
esac
