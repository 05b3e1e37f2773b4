#!/usr/bin/env bash
# Server and pages with hot reload: Vite serves the pages and passes /api and /ws
# on; the server is built anew and started again when a Go file changes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
packages web
scripts/fonts.sh
scripts/verifier.sh
mkdir -p bin
server='' pages=''
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; [ -z "$pages" ] || kill "$pages" 2>/dev/null' EXIT
trap 'exit 130' INT TERM

state() { find . -path ./web/node_modules -prune -o \( -name '*.go' -o -name '*.sql' \) -newer bin/.built -print -quit; }
restart() {
  touch bin/.built
  if go build -o bin/zhaoyun-dev .; then
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    bin/zhaoyun-dev serve & server=$!
  fi
}

go build -o bin/zhaoyun-dev . && bin/zhaoyun-dev demo
restart
(cd web && exec npx vite) & pages=$!
while sleep 1; do [ -z "$(state)" ] || restart; done
