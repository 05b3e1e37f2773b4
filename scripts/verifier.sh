#!/usr/bin/env bash
# Builds the verifier for the page /verify (WebAssembly) and its worker; the build of the
# pages takes both in. Go's wasm_exec.js stands before the worker's own lines, so that the
# worker needs no second file.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

out=web/src/features/verify/program
mkdir -p $out
GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o $out/verifier.wasm ./internal/verify/wasm
gzip -9nf $out/verifier.wasm
cat "$(go env GOROOT)/lib/wasm/wasm_exec.js" internal/verify/wasm/worker.js >$out/verifier-worker.js
