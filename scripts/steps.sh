# A run made of steps, each timed, its output kept in a file: source it.
# shellcheck shell=bash

logs=${ZHAOYUN_LOGS:-$root/bin/logs}
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0 broken=()

# step NAME COMMAND … runs the command; a failure is noted and the run goes on.
step() {
  local name=$1 log start seconds status=0
  shift
  log=$logs/$(printf '%02d' $((passed + failed + 1)))-${name//[^a-zA-Z0-9]/-}.log
  start=$(date +%s)
  [ ! -t 1 ] || printf '  …    %s\r' "$name"
  (set -e; "$@") >"$log" 2>&1 </dev/null || status=$?
  seconds=$(($(date +%s) - start))
  if [ $status -eq 0 ]; then
    passed=$((passed + 1))
    printf '  ok   %-46s %4ds\n' "$name" "$seconds"
  else
    failed=$((failed + 1)) broken+=("$name: $log")
    printf '  FAIL %-46s %4ds  %s\n' "$name" "$seconds" "$log"
    show "$log"
  fi
  return $status
}

# show prints what matters of a log: the lines about failures and what they say, else its end.
show() {
  local lines said
  lines=$(grep -nE '^(---|\s+---) FAIL|^FAIL|panic:|DATA RACE|\berror\b|✘|×' "$1" | head -20 || true)
  said=$(grep -nE -A 8 '^ +([A-Za-z]*Error:|Test timeout)' "$1" | head -60 || true)
  {
    [ -z "$lines" ] || printf '%s\n  …\n' "$lines"
    [ -z "$said" ] || printf '%s\n  …\n' "$said"
    tail -n 20 "$1"
  } | cut -c1-300 | sed 's/^/       | /'
}

# finish prints the result and ends the script with it.
finish() {
  echo
  [ ${#broken[@]} -eq 0 ] || printf 'failed: %s\n' "${broken[@]}"
  printf 'took %d s, logs in %s\n' $SECONDS "$logs"
  echo "$passed passed, $failed failed"
  [ $failed -eq 0 ]
}
