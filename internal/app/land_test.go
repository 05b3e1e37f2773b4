package app

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/demo"
	"zhaoyun/internal/testkit"
)

// send uploads a file in pieces, as a browser would.
func (s *served) send(token, name, purpose string, body []byte) string {
	s.t.Helper()
	f, _ := s.ask(token, "POST", "/files", fmt.Sprintf(`{"name":%q,"size":%d,"purpose":%q}`, name, len(body), purpose), 201)
	id := f["id"].(string)
	for at := 0; at < len(body); at += 4 << 20 {
		r, err := http.NewRequest(http.MethodPatch, "http://"+s.Addr()+"/api/v1/files/"+id, bytes.NewReader(body[at:min(at+4<<20, len(body))]))
		if err != nil {
			s.t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Upload-Offset", fmt.Sprint(at))
		r.Header.Set("Content-Type", "application/octet-stream")
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			s.t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			s.t.Fatalf("a piece of %s: %d", name, res.StatusCode)
		}
	}
	testkit.Eventually(s.t, "the check of "+name, func() bool {
		f, _ := s.ask(token, "GET", "/files/"+id, "", 200)
		return f["state"] == "ready"
	})
	return id
}

// exported reads a file of parcels.
func (s *served) exported(token, path string) string {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+s.Addr()+"/api/v1"+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d %s %v", path, res.StatusCode, body, err)
	}
	return string(body)
}

// imported starts an import and waits until it is no longer being worked at.
func (s *served) imported(token, name string, body []byte, choice string) map[string]any {
	s.t.Helper()
	file := s.send(token, name, "import", body)
	i, _ := s.ask(token, "POST", "/parcels/imports", `{"file":"`+file+`"`+choice+`}`, 201)
	return s.settled(token, i["id"].(string))
}

func (s *served) settled(token, id string) map[string]any {
	s.t.Helper()
	var i map[string]any
	testkit.Eventually(s.t, "the end of the import", func() bool {
		i, _ = s.ask(token, "GET", "/parcels/imports/"+id, "", 200)
		return i["state"] != "reading" && i["state"] != "writing"
	})
	return i
}

// zipped packs entries.
func zipped(t *testing.T, entries map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range entries {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// jagged is a plot with very many corners.
func jagged(points int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"宗地编号":"百万点号"},"geometry":{"type":"Polygon","coordinates":[[[120,30]`)
	for i := range points {
		fmt.Fprintf(&b, ",[%.7f,%.7f]", 120+float64(i)*1e-7, 30.001+float64(i%2)*1e-5)
	}
	b.WriteString(`,[120.1,30],[120,30]]]}},{"type":"Feature","properties":{"宗地编号":"普通号"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.001,30],[120.001,30.001],[120,30]]]}}]}`)
	return b.Bytes()
}

// peak watches the heap until it is asked.
func peak() (stop func() uint64) {
	done, most := make(chan struct{}), atomic.Uint64{}
	go func() {
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapInuse))
			}
		}
	}()
	return func() uint64 { close(done); return most.Load() }
}

func TestParcelsComeInFromFilesGoodAndBad(t *testing.T) {
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, url)
			if _, err := demo.Load(context.Background(), s.demoDeps("")); err != nil {
				t.Fatal(err)
			}
			in, _ := s.ask("", "POST", "/sign-in", `{"method":"password","tokens":true,"login":"official@demo.zhaoyun.example","password":"`+demo.Password+`"}`, 200)
			token := in["accessToken"].(string)
			before, _ := s.ask(token, "GET", "/parcels", "", 200)
			heap := peak()

			// A file as it should be: previewed, confirmed, there.
			table := "\uFEFF宗地编号,土地用途,土地面积(㎡),容积率,备注\n甲[2026]1号,工业用地,20000,≥1.5,\"=1+1\"\n甲[2026]1号,工业用地,30000,≥1.5,\n,工业用地,1,1,\n甲[2026]2号,工业用地,10000,看情况,\n"
			i := s.imported(token, "公告.csv", []byte(table), `,"visibility":"public"`)
			if counts := i["counts"].(map[string]any); i["state"] != "preview" || counts["rows"] != 4.0 || counts["bad"].(float64) < 1 {
				t.Fatalf("preview %v", i)
			}
			rows, text := s.ask(token, "GET", "/parcels/imports/"+i["id"].(string)+"/rows", "", 200)
			if len(rows["items"].([]any)) != 4 || !strings.Contains(text, "number_duplicate") || !strings.Contains(text, "number_missing") {
				t.Errorf("rows %s", text)
			}
			s.ask(token, "POST", "/parcels/imports/"+i["id"].(string)+"/confirm", "", 428)
			s.ask(token, "POST", "/parcels/imports/"+i["id"].(string)+"/confirm", "", 202, "If-Match", etagOf(i))
			if i = s.settled(token, i["id"].(string)); i["state"] != "done" {
				t.Fatalf("confirmed %v", i)
			}
			after, _ := s.ask("", "GET", "/parcels?q=甲[2026]", "", 200)
			if after["counts"].(map[string]any)["total"] != 2.0 {
				t.Errorf("there are %v", after["counts"])
			}
			out := s.exported(token, "/parcels/export?format=csv&q=甲[2026]")
			if !strings.HasPrefix(out, "\uFEFF") || !strings.Contains(out, "看情况") {
				t.Errorf("exported %q", out)
			}

			// Files as they should not be: each with its answer, nothing written.
			whole, _ := s.ask(token, "GET", "/parcels", "", 200)
			s.ask(token, "POST", "/files", `{"name":"大.zip","size":524288000,"purpose":"import"}`, 413)
			bomb := make([]byte, 1200<<20/8)
			for name, c := range map[string]struct {
				body []byte
				code string
			}{
				"path.zip": {zipped(t, map[string][]byte{"../../etc/passwd.shp": {1}, "a.dbf": {1}}), "import_path_escape"},
				"bomb.zip": {zipped(t, map[string][]byte{"a.shp": bomb, "a.dbf": bomb, "b/c.bin": bomb, "d.bin": bomb, "e.bin": bomb, "f.bin": bomb, "g.bin": bomb, "h.bin": bomb}), "import_archive_bomb"},
				"old.xls":  {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 600)), "import_excel_old"},
				"none.txt": {[]byte("只是几句话"), ""},
			} {
				i := s.imported(token, name, c.body, "")
				problem, _ := i["problem"].(map[string]any)
				if i["state"] != "failed" || c.code != "" && problem["code"] != c.code {
					t.Errorf("%s: %v %v", name, i["state"], problem)
				}
			}
			i = s.imported(token, "百万点.geojson", jagged(1_000_000), `,"crs":"EPSG:4326"`)
			_, text = s.ask(token, "GET", "/parcels/imports/"+i["id"].(string)+"/rows?verdict=bad", "", 200)
			if counts, _ := i["counts"].(map[string]any); counts["bad"] != 1.0 || counts["create"] != 1.0 || !strings.Contains(text, "geometry_too_detailed") {
				t.Errorf("a million points: %v %v", i["counts"], i["problem"])
			}
			if now, _ := s.ask(token, "GET", "/parcels", "", 200); fmt.Sprint(now["counts"]) != fmt.Sprint(whole["counts"]) {
				t.Errorf("bad files changed %v to %v", whole["counts"], now["counts"])
			}
			if most := heap(); most > 500<<20 {
				t.Errorf("the heap grew to %d MiB", most>>20)
			} else {
				t.Logf("the heap grew to %d MiB, with the test's own files", most>>20)
			}
			if len(before["items"].([]any)) == 0 {
				t.Error("the demonstration has no parcels")
			}
		})
	}
}

func etagOf(i map[string]any) string {
	return fmt.Sprintf(`"%v"`, core.Version(i["version"].(float64)))
}
