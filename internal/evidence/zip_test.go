package evidence_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
)

// small is a package whose document is no PDF: enough for what archives do.
func small(t *testing.T) *evidence.Package {
	t.Helper()
	c := evidence.Chain{Agreement: "a-1"}
	b := evidencetest.NewBrowser()
	intent := intentFor(b)
	assertion, err := passkeyOver(evidencetest.NewAuthenticator(evidencetest.ES256, site, origin), intent).Text()
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.Add(time.Now(), evidence.KindConfirmed, "s-1", evidence.Confirmed{Intent: intent, Assertion: assertion, Level: evidence.LevelPasskey}); err != nil {
		t.Fatal(err)
	}
	return &evidence.Package{Document: []byte("%PDF-"), Chain: c, Root: c.Root(), RootStamp: []byte{1}, RootSignature: []byte{2}}
}

func TestAPackageComesBack(t *testing.T) {
	t.Parallel()
	p := small(t)
	file := evidencetest.File(p)
	if !evidence.Looks(file) || !bytes.Equal(file, evidencetest.File(p)) {
		t.Error("it is not written the same twice, or does not look like one")
	}
	o, err := evidence.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Unexpected)+len(o.Differing)+len(o.Missing) > 0 || o.Root != p.Root || o.Chain.Root() != p.Root || !bytes.Equal(o.Document, p.Document) {
		t.Errorf("%+v", o)
	}
}

type file struct{ name, body string }

// repack takes a package apart and writes it again after alter.
func repack(t *testing.T, raw []byte, alter func(files []file) []file) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file{f.Name, string(body)})
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range alter(files) {
		e, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(e, f.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesThatDoNotBelongAreNamed(t *testing.T) {
	t.Parallel()
	raw := evidencetest.File(small(t))
	o, err := evidence.Open(repack(t, raw, func(files []file) []file { return files }))
	if err != nil || len(o.Unexpected)+len(o.Differing)+len(o.Missing) > 0 {
		t.Errorf("packed again: %+v, %v", o, err)
	}
	o, err = evidence.Open(repack(t, raw, func(files []file) []file { return append(files, file{"补充协议.pdf", "x"}) }))
	if err != nil || len(o.Unexpected) != 1 {
		t.Errorf("one more: %+v, %v", o, err)
	}
	o, err = evidence.Open(repack(t, raw, func(files []file) []file {
		for i := range files {
			if strings.HasSuffix(files[i].name, "intent.json") {
				files[i].body += " "
			}
		}
		return files
	}))
	if err != nil || len(o.Differing) != 1 {
		t.Errorf("one altered: %+v, %v", o, err)
	}
	o, err = evidence.Open(repack(t, raw, func(files []file) []file { return files[:len(files)-1] }))
	if err != nil || len(o.Missing) != 1 {
		t.Errorf("one less: %+v, %v", o, err)
	}
}

func TestArchivesWithTricksAreRefused(t *testing.T) {
	t.Parallel()
	raw := evidencetest.File(small(t))
	with := func(name, body string) []byte {
		return repack(t, raw, func(files []file) []file { return append(files, file{name, body}) })
	}
	for name, bad := range map[string][]byte{
		"out of the folder":   with("../../etc/passwd", ""),
		"an absolute path":    with("/etc/passwd", ""),
		"a drive":             with("C:/x", ""),
		"a backslash":         with("a\\b", ""),
		"the same name twice": with("document.pdf", "%PDF-other"),
		"the same, folded":    with("Document.PDF", "%PDF-other"),
		"a bomb":              with("assertions/party-1/bomb", strings.Repeat("\x00", 8<<20)),
		"something before":    append([]byte("PK\x03\x04 something"), raw...),
		"a file nobody lists": hidden(t, raw),
		"two names":           bytes.Replace(raw, []byte("document.pdf"), []byte("document.pdg"), 1),
		"a link":              link(t),
		"cut":                 raw[:len(raw)-30],
		"empty":               []byte("PK\x03\x04"),
		"another archive":     repack(t, raw, func([]file) []file { return []file{{"a.txt", "x"}} }),
	} {
		if _, err := evidence.Open(bad); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := evidence.Open(repack(t, raw, func([]file) []file { return []file{{"a.txt", "x"}} })); !errors.Is(err, evidence.ErrNotOurs) {
		t.Errorf("another archive: %v", err)
	}
}

// hidden puts a file before the others that the directory does not know.
func hidden(t *testing.T, raw []byte) []byte {
	t.Helper()
	other := repack(t, raw, func([]file) []file { return []file{{"document.pdf", "%PDF-other"}} })
	end := bytes.Index(other, []byte("PK\x01\x02"))
	return append(bytes.Clone(other[:end]), raw...)
}

func link(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "document.pdf"}
	h.SetMode(fs.ModeSymlink | 0o777)
	if _, err := w.CreateHeader(h); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzOpen(f *testing.F) {
	t := &testing.T{}
	f.Add(evidencetest.File(small(t)))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = evidence.Open(raw) })
}
