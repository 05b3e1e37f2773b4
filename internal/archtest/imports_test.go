package archtest

import (
	"slices"
	"sort"
	"strings"
	"testing"
)

// may is the plan of the house: every package with the packages of the house it
// may import. "*" stands for all. What is not here is not allowed.
var may = map[string][]string{
	".":            {"internal/app"},
	"internal/app": {"*"}, // the only place that wires things

	// The two faces to the world. They never see each other, nor the store.
	"api": {
		"internal/core", "internal/policy", "internal/account", "internal/event", "internal/room", "internal/file", "internal/node", "internal/inbox", "internal/lead",
		"internal/report", "internal/land", "internal/land/notice", "internal/land/intake", "internal/land/mapsource", "internal/geo", "internal/video", "internal/recording", "internal/verify", "internal/signing", "internal/typeset", "internal/chamber", "internal/sheet/read", "internal/invite", "web",
		"internal/checkin", "internal/credit", "internal/hook", "internal/key",
	},
	"realtime": {"internal/core", "internal/policy", "internal/room", "internal/node", "internal/bus"},

	// The domains. They use each other only downwards: account ← event ← room.
	"internal/account":    {"internal/core", "internal/policy"},
	"internal/event":      {"internal/core", "internal/policy", "internal/account", "internal/inbox", "internal/job", "internal/sheet"},
	"internal/file":       {"internal/core", "internal/policy"},
	"internal/room":       {"internal/core", "internal/policy", "internal/event", "internal/inbox"},
	"internal/invite":     {"internal/core", "internal/policy", "internal/account", "internal/event", "internal/chamber", "internal/job"},
	"internal/lead":       {"internal/core", "internal/policy", "internal/room"},
	"internal/signing":    {"internal/core", "internal/policy", "internal/account", "internal/evidence", "internal/room", "internal/inbox", "internal/job"},
	"internal/chamber":    {"internal/core", "internal/policy", "internal/account", "internal/job", "internal/preview", "internal/sheet", "internal/sheet/read"},
	"internal/preview":    {"internal/core", "internal/job", "internal/sheet/read"},
	"internal/node":       {"internal/core", "internal/policy"},
	"internal/checkin":    {"internal/core", "internal/policy"},
	"internal/credit":     {"internal/core", "internal/policy", "internal/sheet"},
	"internal/hook":       {"internal/core", "internal/policy", "internal/job"},
	"internal/key":        {"internal/core", "internal/policy"},
	"internal/job":        {"internal/core"},
	"internal/video":      {"internal/core", "internal/policy", "internal/room"},
	"internal/inbox":      {"internal/core", "internal/policy", "internal/job"},
	"internal/report":     {"internal/core", "internal/policy", "internal/room", "internal/job", "internal/sheet", "internal/docx"},
	"internal/sheet":      {},
	"internal/sheet/read": {"internal/core"},
	"internal/docx":       {},

	"internal/verify/wasm":           {"internal/verify"}, // Agreements as paper.
	"internal/typeset":               {"internal/core", "internal/typeset/fonts", "internal/typeset/pdf"},
	"internal/typeset/pdf":           {"internal/typeset/truetype"},
	"internal/typeset/fonts":         {"internal/core", "internal/typeset/truetype"},
	"internal/typeset/fonts/prepare": {"internal/typeset/truetype"},
	"internal/typeset/truetype":      {},
	"internal/typeset/attach":        {},
	"internal/signing/terms":         {},
	//Whatholdswithoutthe house: pure, and built for browsers as well.
	"internal/evidence": {},
	"internal/verify":   {"internal/evidence", "internal/pades", "internal/pades/gmsign"},
	// Land: pure packages, without a store or HTTP.
	"internal/geo":            {},
	"internal/land/notice":    {},
	"internal/land/mapsource": {"internal/core", "internal/policy", "internal/geo"},
	"internal/land": {
		"internal/core", "internal/policy", "internal/account", "internal/geo", "internal/land/notice", "internal/land/intake", "internal/land/export",
		"internal/inbox", "internal/job", "internal/preview", "internal/sheet/read",
	},
	"internal/land/intake": {"internal/core", "internal/geo", "internal/land/notice", "internal/sheet/read"},
	"internal/land/export": {"internal/geo", "internal/land/notice", "internal/sheet"},

	// Signing of PDF files: pure packages, of which those that verify run in browsers too.
	"internal/pades/pdf":       {},
	"internal/pades/cms":       {},
	"internal/pades":           {"internal/pades/pdf", "internal/pades/cms"},
	"internal/pades/normal":    {"internal/pades/pdf"},
	"internal/pades/gmsign":    {},
	"internal/pades/outline":   {},
	"internal/pades/padestest": {"internal/pades", "internal/pki"},
	"internal/pki":             {"internal/pades", "internal/pades/cms"},

	"internal/poster":        {"internal/core", "internal/typeset/fonts"},
	"internal/signing/press": {"internal/core", "internal/file", "internal/typeset/attach", "internal/signing", "internal/pades", "internal/pades/normal", "internal/pki", "internal/evidence", "internal/typeset", "internal/typeset/fonts", "internal/pades/gmsign", "internal/pades/outline", "internal/verify"},
	"internal/policy":        {"internal/core"},
	"internal/core":          {},

	"internal/recording": {"internal/core", "internal/policy", "internal/event", "internal/room", "internal/job"},
	"internal/recorder":  {"internal/core", "internal/media/client"},

	// What implements the ports that the domains declare.
	// The demonstration goes through the services, like any other user of the house.
	"internal/demo": {"internal/core", "internal/policy", "internal/account", "internal/event", "internal/file", "internal/room", "internal/land", "internal/land/notice", "internal/geo", "internal/chamber", "internal/invite", "internal/signing"},

	"internal/store": {
		"internal/core", "internal/policy", "internal/account", "internal/event", "internal/room", "internal/file", "internal/node",
		"internal/job", "internal/inbox", "internal/report", "internal/land", "internal/land/notice", "internal/land/intake", "internal/lead", "internal/video", "internal/recording",
		"internal/pki", "internal/checkin", "internal/credit", "internal/chamber", "internal/hook", "internal/key",
		"internal/invite",
		"internal/signing", "internal/evidence",
	},
	"internal/bus":    {"internal/core"},
	"internal/bench":  {"internal/core", "internal/policy", "internal/room", "internal/bus", "internal/media", "internal/media/client", "realtime", "internal/pades", "internal/pki", "internal/evidence", "internal/verify"},
	"internal/blob":   {"internal/core"},
	"internal/notify": {"internal/core", "internal/account", "internal/event", "internal/inbox", "internal/job", "internal/invite"},
	"internal/config": {},

	// The media server, and the client that speaks its signalling.
	"internal/media":        {"internal/core", "internal/video"},
	"internal/media/client": {},

	"internal/testkit": {"internal/core", "internal/store"},

	"internal/evidence/evidencetest": {"internal/evidence", "internal/pades", "internal/pades/gmsign", "internal/pades/padestest", "internal/pki"},
	"internal/faulttest":             {}, // only tests
	"internal/archtest":              {},
	"web":                            {},
}

// home says which packages may import a library outside the standard one. The
// longest prefix that fits decides; "*" stands for all packages.
var home = map[string][]string{
	"github.com/alecthomas/kong":          {"internal/config", "internal/app"},
	"github.com/arran4/golang-ical":       {"internal/event"},
	"github.com/danielgtaylor/huma/v2":    {"api"},
	"github.com/gofiber/fiber/v2":         {"api", "realtime", "internal/app", "internal/bench", "internal/media"},
	"github.com/gorilla/websocket":        {"realtime", "internal/media/client"},
	"github.com/golang-jwt/jwt/v5":        {"internal/account", "internal/media"},
	"github.com/livekit":                  {"internal/media", "internal/media/client", "internal/recorder", "internal/bench"},
	"github.com/pion":                     {"internal/media", "internal/media/client", "internal/recorder", "internal/bench"},
	"github.com/twitchtv/twirp":           {"internal/media"},
	"google.golang.org/protobuf":          {"internal/media/client"},
	"github.com/google/uuid":              {"internal/core"},
	"github.com/jackc/pgx/v5":             {"internal/store"},
	"github.com/uptrace/bun":              {"internal/store"},
	"modernc.org/sqlite":                  {"internal/store"},
	"github.com/pressly/goose/v3":         {"internal/store"},
	"github.com/redis/go-redis/v9":        {"internal/bus", "internal/app"},
	"github.com/prometheus/client_golang": {"api", "realtime", "internal/app", "internal/bench", "internal/job", "internal/video"},
	"github.com/pion/opus":                {"internal/recorder"},
	"github.com/prometheus/client_model":  {"realtime"},
	"github.com/wneessen/go-mail":         {"internal/notify"},
	"github.com/pdfcpu/pdfcpu":            {"internal/file", "internal/pades/normal", "internal/typeset/attach"},
	"golang.org/x/crypto":                 {"internal/account", "internal/app", "internal/pades", "internal/pades/cms", "internal/evidence"},
	"golang.org/x/crypto/cryptobyte":      {"internal/evidence", "internal/pades", "internal/pades/cms", "internal/signing", "internal/pki", "internal/pades/gmsign"},
	"github.com/fxamacker/cbor/v2":        {"internal/evidence", "internal/evidence/evidencetest"},
	"golang.org/x/image":                  {"internal/file", "internal/pades/outline", "internal/poster", "internal/signing/press", "internal/typeset"},
	"github.com/skip2/go-qrcode":          {"internal/poster", "internal/app"},
	"github.com/go-webauthn/webauthn":     {"internal/signing"},
	"golang.org/x/sync":                   {"*"},
	"golang.org/x/sys":                    {"internal/bench"},
	"golang.org/x/text":                   {"*"},
	"github.com/transparency-dev/merkle":  {"internal/evidence"},

	// Signing.
	"software.sslmate.com/src/go-pkcs12": {"internal/pki"},
	"github.com/emmansun/gmsm":           {"internal/pades/gmsign"},

	// Land.
	"github.com/paulmach/orb":              {"internal/geo", "internal/land", "internal/land/intake", "internal/land/export", "internal/land/mapsource", "internal/store", "internal/demo", "api"},
	"github.com/peterstace/simplefeatures": {"internal/geo"},
	"github.com/tidwall/rtree":             {"internal/land"},
	"github.com/tidwall/geodesic":          {"internal/geo"},
}

// homeInTests adds libraries that only tests may use. Tests may import every
// package of the house, because they run on real parts.
var homeInTests = map[string][]string{
	"github.com/emersion/go-smtp":  {"internal/notify", "internal/app"},
	"golang.org/x/image":           {"internal/verify"}, // reads the fonts that the sample is signed in
	"github.com/emersion/go-ical":  {"internal/app"},    // as another hand that reads
	"github.com/emersion/go-sasl":  {"internal/notify"},
	"github.com/gorilla/websocket": {"*"}, // as a client
	"github.com/redis/go-redis/v9": {"internal/bus", "realtime", "internal/app"},
	"github.com/jackc/pgx/v5":      {"internal/testkit", "internal/app"},
	"github.com/xuri/excelize/v2":  {"internal/report", "internal/land/intake", "internal/land/export", "internal/chamber"}, // as another hand that writes, and to read back
	"github.com/jonas-p/go-shp":    {"internal/land/intake"},                                                                // as another hand that writes
	"github.com/livekit":           {"internal/app"},                                                                        // as a client
	"github.com/pion":              {"internal/app"},
}

// testHelpers are packages that exist for tests: they may do what tests may, and
// nothing but tests may import them.
var testHelpers = []string{"internal/testkit", "internal/pades/padestest", "internal/evidence/evidencetest"}

func TestEveryPackageKeepsToThePlan(t *testing.T) {
	t.Parallel()
	unknown := map[string]bool{}
	for _, u := range imports(t, false) {
		allowed, known := may[u.pkg]
		if !known {
			unknown[u.pkg] = true
			continue
		}
		switch {
		case u.imported == "" || standard(u.imported) && !isOwn(u.imported):
		case isOwn(u.imported):
			to, _ := own(u.imported)
			if slices.Contains(testHelpers, to) && !slices.Contains(testHelpers, u.pkg) {
				t.Errorf("%s: %s is for tests only", u.file, to)
			} else if !slices.Contains(allowed, to) && !slices.Contains(allowed, "*") {
				t.Errorf("%s: %s may not import %s", u.file, u.pkg, to)
			}
		default:
			checkHome(t, u, slices.Contains(testHelpers, u.pkg))
		}
	}
	for _, pkg := range sorted(unknown) {
		t.Errorf("package %s is not in the plan: enter it in imports_test.go with what it may import", pkg)
	}
}

func TestThePlanNamesOnlyWhatIsThere(t *testing.T) {
	t.Parallel()
	packages, libraries := map[string]bool{}, map[string]bool{}
	for _, u := range append(imports(t, false), imports(t, true)...) {
		packages[u.pkg], libraries[u.imported] = true, true
	}
	for pkg, allowed := range may {
		if !packages[pkg] {
			t.Errorf("package %s is in the plan, but there is none", pkg)
		}
		for _, to := range allowed {
			if _, planned := may[to]; !planned && to != "*" {
				t.Errorf("package %s may import %s, which is not in the plan", pkg, to)
			}
		}
	}
	for _, table := range []map[string][]string{home, homeInTests} {
		for library := range table {
			if !used(libraries, library) {
				t.Errorf("the library %s is in the plan, but nobody imports it", library)
			}
		}
	}
}

func used(imported map[string]bool, prefix string) bool {
	for path := range imported {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return true
		}
	}
	return false
}

func TestTestsUseOnlyLibrariesTheyMay(t *testing.T) {
	t.Parallel()
	for _, u := range imports(t, true) {
		if u.imported != "" && !standard(u.imported) && !isOwn(u.imported) {
			checkHome(t, u, true)
		}
	}
}

func TestDomainsHaveNoCircles(t *testing.T) {
	t.Parallel()
	var visit func(pkg string, path []string)
	visit = func(pkg string, path []string) {
		if slices.Contains(path, pkg) {
			t.Errorf("the plan itself goes in a circle: %s", strings.Join(append(path, pkg), " → "))
			return
		}
		for _, to := range may[pkg] {
			if to != "*" {
				visit(to, append(path, pkg))
			}
		}
	}
	for pkg := range may {
		visit(pkg, nil)
	}
}

func checkHome(t *testing.T, u use, test bool) {
	t.Helper()
	packages, known := lookUp(home, u.imported)
	if test {
		more, also := lookUp(homeInTests, u.imported)
		packages, known = append(slices.Clone(packages), more...), known || also
	}
	switch {
	case !known:
		t.Errorf("%s: the library %s is not in the plan", u.file, u.imported)
	case !slices.Contains(packages, u.pkg) && !slices.Contains(packages, "*"):
		t.Errorf("%s: %s belongs in %s only", u.file, u.imported, strings.Join(packages, ", "))
	}
}

// lookUp finds the entry with the longest prefix of the import path.
func lookUp(table map[string][]string, imported string) ([]string, bool) {
	best := ""
	for prefix := range table {
		if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return table[best], best != ""
}

func isOwn(imported string) bool { _, ok := own(imported); return ok }

func sorted(set map[string]bool) []string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
