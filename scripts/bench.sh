#!/usr/bin/env bash
# Measures the room engine on this machine, on a private PostgreSQL that writes to
# the disk before it acknowledges, and a private Redis.
#
#   scripts/bench.sh                        every row; twenty minutes or so
#   scripts/bench.sh chat idle --repeats 1  only these, in haste; see bin/zhaoyun bench --help
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
install_missing postgresql='/usr/lib/postgresql/*/bin/initdb' redis-server=redis-server ffmpeg=ffmpeg
services=$(mktemp -d "${TMPDIR:-/tmp}/zhaoyun-bench.XXXXXX")
trap 'scripts/services.sh stop "$services" || true' EXIT
trap 'exit 130' INT TERM
scripts/build.sh
ZHAOYUN_SERVICES_DURABLE=1 scripts/services.sh start "$services" >/dev/null
. "$services/env"
bin/zhaoyun bench "$@"
