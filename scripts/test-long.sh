#!/usr/bin/env bash
# What takes too long for every change: fuzzing, the concurrent packages again and
# again under the race detector, every fault fifty times, and a soak. About an
# hour and a half on two processors; with the variables below, less.
#
#   FUZZTIME=30s RUNS=10 FAULTS=50 scripts/test-long.sh
#   scripts/test-long.sh fuzz race faults soak     only these groups
set -uo pipefail
. "$(dirname "$0")/lib.sh"

wanted=" ${*:-fuzz race faults soak} "
wants() { [[ $wanted == *" $1 "* ]]; }

need_toolchains
install_missing postgresql='/usr/lib/postgresql/*/bin/initdb' redis-server=redis-server strace=strace
. scripts/steps.sh

services=$(mktemp -d /tmp/zhaoyun-test.XXXXXX)
trap 'scripts/services.sh stop "$services" || true' EXIT
trap 'exit 130' INT TERM

# fuzz_targets prints "package target" for every fuzz target of the module.
fuzz_targets() {
  go test -list '^Fuzz' ./... | awk '/^Fuzz/ { names[n++] = $1 } /^ok/ { for (i = 0; i < n; i++) print $2, names[i]; n = 0 }'
}

# An input is looked at alone: several of them at once would share the databases
# of the machine, and its processors are what the time is for.
fuzz() { go test -run '^$' -fuzz "^$2\$" -fuzztime "${FUZZTIME:-30s}" -parallel 1 "$1"; }
repeated() { go test -race -count "$1" -timeout 120m "${@:2}"; }
# What meets in the whole house: two nodes, and a crowd at the gate.
two_nodes() { go test -race -count "${RUNS:-10}" -timeout 60m -run 'Node|NeverArrive' ./internal/app; }
# The packages whose tests make faults say so by reading how many.
fault_packages() { grep -rl --include='*_test.go' ZHAOYUN_FAULTS internal | xargs -r dirname | sort -u | sed 's|^|./|'; }
faults() { ZHAOYUN_FAULTS=${FAULTS:-50} go test -count 1 -timeout 180m -v "$@"; }

say "The long tests of 招云 Zhaoyun"
step "private PostgreSQL and Redis" scripts/services.sh start "$services" && . "$services/env"
step "fonts of agreements" scripts/fonts.sh # signing is among the faults
if wants fuzz; then
  step "fuzz targets" fuzz_targets
  targets=$(cat "$logs"/*-fuzz-targets.log)
  while read -r package target; do
    [ -z "$target" ] || step "fuzz ${package##*/} $target" fuzz "$package" "$target"
  done <<<"$targets"
fi
if wants race; then
  for package in realtime internal/room internal/bus internal/account internal/file internal/store; do
    [ ! -d "$package" ] || step "race, ${RUNS:-10} times: $package" repeated "${RUNS:-10}" "./$package/..."
  done
  step "race, ${RUNS:-10} times: two nodes" two_nodes
fi
mapfile -t faulty < <(fault_packages)
if wants faults && [ ${#faulty[@]} -gt 0 ]; then
  step "every fault under load, ${FAULTS:-50} times" faults "${faulty[@]}"
fi
if wants soak && grep -q '^soak:' Makefile; then
  step "soak" make soak
fi
finish
