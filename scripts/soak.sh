#!/usr/bin/env bash
# Keeps a room of 12,000 people under load for ten minutes; fails when memory grows
# or goroutines stay.
#
#   scripts/soak.sh --for 1m --idle 1000 --active 200 --every 5s   a short one
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_toolchains
scripts/build.sh
exec bin/zhaoyun soak "$@"
