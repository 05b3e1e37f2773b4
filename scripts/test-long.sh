#!/usr/bin/env bash
# What takes too long for every change: fuzzing, and the concurrent packages
# again and again under the race detector.
#
#   FUZZTIME=30s RUNS=10 scripts/test-long.sh
set -uo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
install_missing postgresql='/usr/lib/postgresql/*/bin/initdb' redis-server=redis-server
. scripts/steps.sh

services=$(mktemp -d /tmp/zhaoyun-test.XXXXXX)
trap 'scripts/services.sh stop "$services" || true' EXIT
trap 'exit 130' INT TERM

# fuzz_targets prints "package target" for every fuzz target of the module.
fuzz_targets() {
  go test -list '^Fuzz' ./... | awk '/^Fuzz/ { names[n++] = $1 } /^ok/ { for (i = 0; i < n; i++) print $2, names[i]; n = 0 }'
}

say "The long tests of 招云 Zhaoyun"
step "private PostgreSQL and Redis" scripts/services.sh start "$services" && . "$services/env"
step "fuzz targets" fuzz_targets
targets=$(cat "$logs"/*-fuzz-targets.log)
while read -r package target; do
  [ -z "$target" ] || step "fuzz ${package##*/} $target" go test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-30s}" "$package"
done <<<"$targets"
for package in realtime internal/room internal/bus internal/account internal/file internal/store; do
  [ ! -d "$package" ] || step "race, ${RUNS:-10} times: $package" go test -race -count "${RUNS:-10}" -timeout 30m "./$package/..."
done
finish
