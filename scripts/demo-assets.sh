#!/usr/bin/env bash
# Draws the pictures and slides of the demonstration district anew from their
# sources in internal/demo/assets/src. Needs Chromium, ImageMagick, Python and the
# Noto CJK fonts. Run it by `make gen-demo` after changing a source, look at every page and
# commit source and result together.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

src=internal/demo/assets/src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || die "Install Chromium."

# Put the drawing into a page where it says <!--plan.svg-->.
page() { awk -v plan="$src/plan.svg" '{ if (index($0, "<!--plan.svg-->")) { pre = $0; sub(/<!--plan\.svg-->.*/, "", pre); post = $0; sub(/.*<!--plan\.svg-->/, "", post); printf "%s", pre; while ((getline line < plan) > 0) print line; close(plan); print post } else print }' "$src/$1" >"$work/$1"; }
browse() { "$chromium" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" "$@" 2>/dev/null; }

page cover.html
page slides.html
browse --force-device-scale-factor=2 --window-size=520,470 --screenshot="$work/cover.png" "file://$work/cover.html"
browse --no-pdf-header-footer --generate-pdf-document-outline=false --print-to-pdf="$work/slides.pdf" "file://$work/slides.html"
convert "$work/cover.png" -strip +dither -colors 128 -define png:compression-level=9 PNG8:internal/demo/assets/cover.png
scripts/pdf-letters.py "$work/slides.pdf" internal/demo/assets/slides.pdf
ls -l internal/demo/assets/cover.png internal/demo/assets/slides.pdf
