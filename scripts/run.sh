#!/usr/bin/env bash
# Builds everything, loads the demonstration district and serves it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Building the pages and the server (a few minutes the first time)"
scripts/build.sh
say "Loading the demonstration district"
bin/zhaoyun demo
exec bin/zhaoyun serve "$@"
