#!/usr/bin/env bash
# Runs a private PostgreSQL and a private Redis for tests, on free loopback ports.
#
#   scripts/services.sh start DIR   starts both and prints the variables to export
#   scripts/services.sh stop DIR    stops both and removes DIR
#
# They hold nothing worth keeping: fsync is off. What the tests rely on, that a
# commit is acknowledged only once it is written, stays at PostgreSQL's default.
# With ZHAOYUN_SERVICES_DURABLE=1 PostgreSQL is as careful as in production, for
# measuring.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    "$@"
  fi
}

postgres_programs() {
  local dir
  if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; return; fi
  for dir in /usr/lib/postgresql/*/bin; do [ -x "$dir/initdb" ] && found=$dir; done
  [ -n "${found:-}" ] && echo "$found"
}

# free_port prints a port of loopback on which nobody listens.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

start_postgres() {
  local dir=$1 programs port careless="-c fsync=off -c full_page_writes=off"
  [ -z "${ZHAOYUN_SERVICES_DURABLE:-}" ] || careless=""
  programs=$(postgres_programs) || die "initdb is missing: install postgresql."
  mkdir -p "$dir/postgres"
  [ "$(id -u)" -ne 0 ] || chown postgres: "$dir/postgres"
  as_postgres "$programs/initdb" -D "$dir/postgres/data" -U zhaoyun -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; die "initdb failed."; }
  for _ in 1 2 3 4 5; do # somebody may take the port between the look and the start
    port=$(free_port)
    if as_postgres "$programs/pg_ctl" -D "$dir/postgres/data" -l "$dir/postgres/log" -w -t 60 \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= $careless -c max_connections=400 -c shared_buffers=128MB" \
      start >>"$dir/pg_ctl.log" 2>&1; then
      echo "export ZHAOYUN_TEST_POSTGRES_URL='postgres://zhaoyun@127.0.0.1:$port/postgres?sslmode=disable'"
      return
    fi
  done
  cat "$dir/pg_ctl.log" "$dir/postgres/log" >&2
  die "PostgreSQL does not start."
}

start_redis() {
  local dir=$1 port
  mkdir -p "$dir/redis"
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$dir/redis" \
      --daemonize yes --pidfile "$dir/redis/pid" --logfile "$dir/redis/log" >/dev/null
    for _ in $(seq 100); do
      if redis-cli -p "$port" ping >/dev/null 2>&1; then
        echo "export ZHAOYUN_TEST_REDIS_URL='redis://127.0.0.1:$port'"
        return
      fi
      sleep 0.05
    done
  done
  cat "$dir/redis/log" >&2
  die "Redis does not start."
}

start() {
  local dir=$1
  [ ! -e "$dir/env" ] || stop "$dir"
  mkdir -p "$dir"
  chmod 755 "$dir" # PostgreSQL's user has to pass through
  { start_postgres "$dir"; start_redis "$dir"; } >"$dir/env.new" || { stop "$dir"; exit 1; }
  mv "$dir/env.new" "$dir/env"
  cat "$dir/env"
}

stop() {
  local dir=$1 programs pid
  if [ -d "$dir/postgres/data" ] && programs=$(postgres_programs); then
    as_postgres "$programs/pg_ctl" -D "$dir/postgres/data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  if pid=$(cat "$dir/redis/pid" 2>/dev/null); then
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  fi
  rm -rf "$dir"
}

case "${1:-} ${2:+dir}" in
  "start dir") start "$2" ;;
  "stop dir") stop "$2" ;;
  *) die "usage: scripts/services.sh start|stop DIR" ;;
esac
