package config

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the configuration table into the READMEs")

const (
	tableBegin = "<!-- configuration: made from internal/config by `go test ./internal/config -update` -->\n"
	tableEnd   = "<!-- /configuration -->"
)

// table is the configuration table, one row a setting.
func table() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		fallback := ""
		if d := tag.Get("default"); d != "" {
			fallback = "`" + d + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", tag.Get("env"), fallback, strings.ReplaceAll(tag.Get("help"), "|", "\\|"))
	}
	return b.String()
}

func TestTheReadmesListEverySetting(t *testing.T) {
	for _, name := range []string{"../../README.md", "../../README.zh-CN.md"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		before, rest, ok := strings.Cut(string(raw), tableBegin)
		_, after, ok2 := strings.Cut(rest, tableEnd)
		if !ok || !ok2 {
			t.Fatalf("%s has no place for the configuration table", name)
		}
		want := before + tableBegin + "\n" + table() + "\n" + tableEnd + after
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if string(raw) != want {
			t.Errorf("%s is stale: run go test ./internal/config -update", name)
		}
	}
}

func TestSettingsThatCannotWorkAreNamedAllAtOnce(t *testing.T) {
	bad := Config{PublicURL: "zs.example.gov.cn", TLSCert: "a", ACMEHosts: []string{"x"}, RedisURL: "redis:r", BlobURL: "s3://b", TrustedProxies: []string{"nobody"}, TSAURL: "tsa.example", CAPassword: "x"}
	err := bad.Validate()
	for _, want := range []string{"PUBLIC_URL", "go together", "not both", "REDIS_URL is for several", "REDIS_URL must begin", "BLOB_URL", "nobody", "TSA_URL must", "TSA_TRUST", "CA_PASSWORD"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the answer %v does not speak of %s", err, want)
		}
	}
	good := Config{Listen: "0.0.0.0:8080", DatabaseURL: "postgres://x/y", RedisURL: "rediss+cluster://r", BlobURL: "file:///b", TrustedProxies: []string{"127.0.0.1", "10.0.0.0/8", "::1"}}
	if err := good.Validate(); err != nil || good.Embedded() || good.URL() != "http://127.0.0.1:8080" || good.Blobs() != "/b" {
		t.Errorf("%v %v %s %s", err, good.Embedded(), good.URL(), good.Blobs())
	}
}
