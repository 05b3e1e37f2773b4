# Shared by the scripts here: source it, do not run it.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

say() { if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$*"; else printf '%s\n' "$*"; fi; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# install_missing PACKAGE=PROBE … installs through apt those Debian packages whose
# probe (a command, or a file when it starts with /) is not there.
install_missing() {
  local pair package probe missing=()
  for pair in "$@"; do
    package=${pair%%=*} probe=${pair#*=}
    case $probe in
      /*) compgen -G "$probe" >/dev/null || missing+=("$package") ;;
      *) command -v "$probe" >/dev/null || missing+=("$package") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      die "Missing: ${missing[*]}. Install them, on Debian or Ubuntu with:
  sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    as_root=(sudo -n)
  fi
  command -v apt-get >/dev/null || die "Missing: ${missing[*]} (names of Debian packages). Install them with this system's package manager."
  say "Installing ${missing[*]}"
  # Debian starts a server as soon as its package is installed; the tests run their own.
  local policy=/usr/sbin/policy-rc.d made=
  if [ ! -e $policy ]; then
    made=1
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null
    "${as_root[@]}" chmod 755 $policy
  fi
  local status=0 log
  log=$(mktemp)
  {
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 || status=$?
  [ -z "$made" ] || "${as_root[@]}" rm -f $policy
  [ $status -eq 0 ] || { tail -n 20 "$log" >&2; die "apt could not install ${missing[*]}."; }
  rm -f "$log"
}

# need_toolchains stops unless Go and Node are there and new enough.
need_toolchains() {
  command -v go >/dev/null || die "Go is missing. Install Go 1.26 or later: https://go.dev/dl/"
  command -v node >/dev/null || die "Node is missing. Install Node 20.19 or later: https://nodejs.org/"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node $(node --version) is too old. Install Node 20.19 or later."
}

# packages DIR installs the npm packages of DIR when its lock file has changed.
packages() {
  local dir=$1 stamp=$1/node_modules/.installed-from sum
  sum=$(cksum <"$dir/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return 0
  (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error) && echo "$sum" >"$stamp"
}

# go_files lists the Go files of the house.
go_files() { find . \( -name node_modules -o -name data -o -name '.git' \) -prune -o -name '*.go' -print; }

# Go asks git which commit it builds; where git refuses to look, it builds without.
git status --porcelain >/dev/null 2>&1 || export GOFLAGS="${GOFLAGS:-} -buildvcs=false"

# tool NAME PACKAGE builds a program pinned in tools/go.mod and prints its path.
tool() {
  (cd tools && go build -o "$root/bin/$1" "$2") && echo "$root/bin/$1"
}
