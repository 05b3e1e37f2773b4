#!/usr/bin/env bash
# Every check of the project, one line each; ends with "N passed, N failed".
#
#   scripts/test.sh             all of them
#   scripts/test.sh go web …    only these groups: tools go lint race web api browser
set -uo pipefail
. "$(dirname "$0")/lib.sh"

wanted=" ${*:-tools go lint race web api browser} "
wants() { [[ $wanted == *" $1 "* ]]; }

need_toolchains
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
needed=(ffmpeg=ffmpeg postgresql='/usr/lib/postgresql/*/bin/initdb' redis-server=redis-server strace=strace fonts-noto-cjk='/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' proj-bin=cs2cs geographiclib-tools=Planimeter zbar-tools=zbarimg)
needed+=(poppler-utils=pdfsig qpdf=qpdf openssl=openssl libnss3-tools=certutil unzip=unzip xxd=xxd) # independent judges of signed files
browser >/dev/null || needed+=(chromium=chromium)
install_missing "${needed[@]}"
ZHAOYUN_CHROMIUM=${ZHAOYUN_CHROMIUM:-$(browser)}
export ZHAOYUN_CHROMIUM
. scripts/steps.sh

# Where goroutines meet: these packages run once more under the race detector.
racy=(./realtime/... ./internal/room/... ./internal/bus/... ./internal/store/... ./internal/account/... ./internal/file/... ./internal/notify/...)
# Those keep pace with a clock, so nothing else runs beside them.
racy_live=(./internal/recorder/... ./internal/recording/...)

services=$(mktemp -d /tmp/zhaoyun-test.XXXXXX)
trap 'scripts/services.sh stop "$services" || true' EXIT
trap 'exit 130' INT TERM

go_format() { local files; files=$(go_files | xargs gofmt -l); [ -z "$files" ] || { echo "run make fmt: $files"; return 1; }; }
go_lint() { local lint; lint=$(tool golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint) && "$lint" run --timeout 10m ./...; }
go_tests() { go test -timeout 10m ./...; }
go_race() { go test -race -timeout 20m "${present[@]}"; }
go_race_live() { go test -race -timeout 10m -p 1 "${racy_live[@]}"; }
go_race_house() { go test -race -timeout 10m -run 'Node|NeverArrive' ./internal/app; }
web() { (cd web && npm run --silent "$@"); }
web_build() { web build && rm -f bin/zhaoyun && go build -o bin/zhaoyun . && go build -tags steered -o bin/zhaoyun-steered .; }
browser_tests() { ZHAOYUN_BINARY=$root/bin/zhaoyun ZHAOYUN_STEERED=$root/bin/zhaoyun-steered web e2e; }

say "Checking 招云 Zhaoyun"
step "private PostgreSQL and Redis" scripts/services.sh start "$services" && . "$services/env"
if wants tools || wants web || wants api || wants browser; then step "web packages" packages web; fi
step "fonts of agreements" scripts/fonts.sh
if wants tools || wants go; then step "Go modules" go mod download; fi

if wants lint; then
  step "Go: formatting" go_format
  step "Go: modules in order" go mod tidy -diff
  step "Go: vet" go vet ./...
  step "Go: lint" go_lint
fi
if wants go; then
  step "Go: architecture" go test ./internal/archtest
  step "Go: tests on both stores and both buses" go_tests
fi
if wants race; then
  present=(); for p in "${racy[@]}"; do [ ! -d "${p%/...}" ] || present+=("$p"); done
  step "Go: race detector" go_race
  step "Go: race detector, recordings" go_race_live
  step "Go: race detector, two nodes" go_race_house
fi
if wants api; then
  step "API: OpenAPI and AsyncAPI lint" scripts/openapi.sh lint
  step "API: generated client is fresh" scripts/openapi.sh check
fi
if wants web; then
  step "web: lint" web lint
  step "web: types" web types
  step "web: unit tests, languages" web test
fi
if wants web || wants browser; then step "web: build and size" web_build; fi
if wants browser; then step "browser tests" browser_tests; fi

finish
