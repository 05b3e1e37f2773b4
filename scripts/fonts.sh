#!/usr/bin/env bash
# Makes the fonts that agreements are set in, from packages of the pages, unless
# they are there already. Runs before the program is built.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

into=internal/typeset/fonts/packed
from=web/node_modules/@expo-google-fonts
fonts=("$from/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf" "$from/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf" "$from/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf")

[ -e "${fonts[2]}" ] || packages web
stamp=$(cat internal/typeset/fonts/prepare/main.go internal/typeset/truetype/*.go web/package-lock.json | cksum)
[ "$(cat $into/.made-from 2>/dev/null)" = "$stamp" ] && [ -e $into/rare.ttf.gz ] && exit 0
go run ./internal/typeset/fonts/prepare "${fonts[@]}" $into
echo "$stamp" >$into/.made-from
