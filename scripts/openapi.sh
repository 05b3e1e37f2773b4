#!/usr/bin/env bash
# The documents of the interfaces, which the server writes itself.
#
#   scripts/openapi.sh gen     writes the TypeScript client's types anew
#   scripts/openapi.sh check   fails when they are not what the server says now
#   scripts/openapi.sh lint    holds OpenAPI and AsyncAPI against tools/redocly.yaml
set -euo pipefail
. "$(dirname "$0")/lib.sh"

types=web/src/lib/api.gen.ts
mkdir -p bin
go build -o bin/zhaoyun-documents .
bin/zhaoyun-documents openapi >bin/openapi.json

generate() {
  packages web
  web/node_modules/.bin/openapi-typescript bin/openapi.json --output "$1" >/dev/null
}

case "${1:-}" in
  gen) generate $types ;;
  check)
    generate bin/api.gen.ts
    diff -u $types bin/api.gen.ts >bin/api.diff || { head -60 bin/api.diff; die "The TypeScript client is stale: run make gen and commit $types."; }
    ;;
  lint)
    packages tools
    bin/zhaoyun-documents asyncapi >bin/asyncapi.json
    REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
      tools/node_modules/.bin/redocly lint --config tools/redocly.yaml bin/openapi.json bin/asyncapi.json
    ;;
  *) die "usage: scripts/openapi.sh gen|check|lint" ;;
esac
