#!/usr/bin/env bash
# Builds the verifier for the page (WebAssembly) into web/public/verifier.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

out=web/public/verifier
mkdir -p $out
GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o $out/verifier.wasm ./internal/verify/wasm
cat "$(go env GOROOT)/lib/wasm/wasm_exec.js" internal/verify/wasm/worker.js >$out/worker.js
