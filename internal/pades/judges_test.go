package pades_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
)

// run runs another hand's program and returns all that it says.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// judged is a sealed document on disk, with what the judges need.
type judged struct {
	dir, file, anchors, nss string
	content                 []byte
	doc                     *pades.Document
}

func judge(t *testing.T, parties []padestest.Party) judged {
	t.Helper()
	a := padestest.Authorities(t)
	j := judged{dir: t.TempDir(), content: padestest.Sealed(t, a, 4, parties...)}
	var err error
	if j.doc, err = pades.Inspect(j.content); err != nil {
		t.Fatal(err)
	}
	if all := append(j.doc.Findings, j.doc.Vouch(a.Anchors())...); len(all) > 0 {
		t.Fatalf("findings: %+v", all)
	}
	var roots bytes.Buffer
	for _, c := range a.Anchors() {
		_ = pem.Encode(&roots, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	j.file, j.anchors, j.nss = j.write(t, "sealed.pdf", j.content), j.write(t, "anchors.pem", roots.Bytes()), filepath.Join(j.dir, "nss")
	if err := os.Mkdir(j.nss, 0o700); err != nil {
		t.Fatal(err)
	}
	run(t, "certutil", "-N", "-d", "sql:"+j.nss, "--empty-password")
	run(t, "certutil", "-A", "-d", "sql:"+j.nss, "-n", "pilot", "-t", "CT,C,C", "-a", "-i", j.anchors)
	return j
}

func (j judged) write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(j.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// signatures returns what pdfsig says of each.
func (j judged) signatures(t *testing.T) []string {
	t.Helper()
	out := run(t, "pdfsig", "-nssdir", "sql:"+j.nss, j.file)
	return strings.Split(out, "Signature #")[1:]
}

func TestPdfsigFindsEverySignatureValidAndTrusted(t *testing.T) {
	t.Parallel()
	j := judge(t, padestest.Parties)
	said := j.signatures(t)
	if len(said) != len(padestest.Parties)+2 {
		t.Fatalf("pdfsig sees %d signatures", len(said))
	}
	for i, s := range said[:len(said)-1] {
		for _, want := range []string{"Signature is Valid.", "Certificate is Trusted.", "ETSI.CAdES.detached", "SHA-256", "Not total document signed"} {
			if !strings.Contains(s, want) {
				t.Errorf("signature %d: no %q in\n%s", i+1, want, s)
			}
		}
	}
	// This version of pdfsig does not judge timestamps of documents; openssl does.
	if last := said[len(said)-1]; !strings.Contains(last, "  - Total document signed") {
		t.Errorf("the last one:\n%s", last)
	}
}

func TestEverySignatureCoveredTheWholeDocumentWhenItWasMade(t *testing.T) {
	t.Parallel()
	j := judge(t, padestest.Parties)
	for i, s := range j.doc.Signatures[:len(j.doc.Signatures)-1] {
		then := j
		then.file = j.write(t, fmt.Sprintf("then-%d.pdf", i), j.content[:j.doc.Revisions[s.Revision].End])
		if last := then.signatures(t)[i]; !strings.Contains(last, "  - Total document signed") || !strings.Contains(last, "Signature is Valid.") {
			t.Errorf("%s:\n%s", s.Field, last)
		}
	}
}

func TestOpenSSLVerifiesEverySignatureAndTimestamp(t *testing.T) {
	t.Parallel()
	j := judge(t, padestest.Parties)
	for i, s := range j.doc.Signatures {
		signed := append(append([]byte{}, j.content[:s.ByteRange[1]]...), j.content[s.ByteRange[2]:s.ByteRange[2]+s.ByteRange[3]]...)
		data := j.write(t, fmt.Sprintf("data-%d", i), signed)
		token := j.write(t, fmt.Sprintf("token-%d", i), s.Stamp.Token)
		if s.Kind == pades.Timestamped {
			run(t, "openssl", "ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile", j.anchors)
			continue
		}
		cms := j.write(t, fmt.Sprintf("cms-%d", i), s.CMS)
		run(t, "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", data, "-CAfile", j.anchors,
			"-purpose", "any", "-out", os.DevNull)
		value := j.write(t, fmt.Sprintf("value-%d", i), s.Value)
		run(t, "openssl", "ts", "-verify", "-token_in", "-in", token, "-data", value, "-CAfile", j.anchors)
	}
}

func TestQpdfFindsTheFileSound(t *testing.T) {
	t.Parallel()
	j := judge(t, padestest.Parties)
	if out := run(t, "qpdf", "--check", j.file); strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
	// The store's certificates and lists are what they say.
	for i, list := range j.doc.CRLs {
		run(t, "openssl", "crl", "-inform", "DER", "-in", j.write(t, fmt.Sprint("crl-", i), list.Raw), "-CAfile", j.anchors, "-noout")
	}
	if len(j.doc.CRLs) == 0 || len(j.doc.Certificates) == 0 {
		t.Error("the store is empty")
	}
}

func TestChineseNamesReadBackEqual(t *testing.T) {
	t.Parallel()
	parties := []padestest.Party{
		{Field: "一", Name: "䶮𠮷", Organization: "杭州市龑䶮投资促进局", OrganizationID: "11330100002490000X", Reason: "同意（䶮𠮷）并签署", Location: "浙江省杭州市萧山区"},
		{Field: "二", Name: "欧阳·買買提", Organization: "长三角一体化示范区高端装备智能制造产业投资发展集团股份有限公司上海分公司筹备处", Reason: `\ ( ) < > % "`, Location: "香港"},
		{Field: "三", Name: "Zoë O'Brien", Organization: strings.Repeat("很长的名字", 20), Reason: "换行\n与\t制表", Location: "🏯"},
	}
	j := judge(t, parties)
	said := j.signatures(t)
	for i, p := range parties {
		s := j.doc.Signatures[i+1]
		if s.Field != p.Field || s.Name != p.Organization+" "+p.Name || s.Reason != p.Reason || s.Location != p.Location {
			t.Errorf("read back: %q %q %q %q", s.Field, s.Name, s.Reason, s.Location)
		}
		subject := s.Certificate.Subject
		if subject.CommonName != p.Name || subject.Organization[0] != p.Organization {
			t.Errorf("the certificate: %q", subject)
		}
		if !strings.Contains(said[i+1], "Common Name: "+p.Name+"\n") || !strings.Contains(said[i+1], "Field Name: "+p.Field+"\n") {
			t.Errorf("pdfsig:\n%s", said[i+1])
		}
		// pdfsig cuts names of more than 128 bytes; our reader and openssl do not.
		if len(p.Organization) <= 128 && !strings.Contains(said[i+1], "O="+p.Organization) {
			t.Errorf("pdfsig:\n%s", said[i+1])
		}
	}
	// Another reader of the objects: the reasons as they stand in the file.
	out := run(t, "qpdf", "--json", "--json-key=qpdf", j.file)
	for _, p := range parties {
		if quoted := strings.NewReplacer("\\", `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(p.Reason); !strings.Contains(out, quoted) {
			t.Errorf("qpdf does not read %q", p.Reason)
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	frozen := padestest.Frozen(t, a, padestest.Plain(2), padestest.Parties, 2)
	o := pades.SlotOptions{Field: "party-1", Name: "甲方", Reason: "签署", Chain: a.Platform.Chain, Appearance: []byte("0 0 10 10 re f")}
	one, err := pades.Begin(frozen, o)
	if err != nil {
		t.Fatal(err)
	}
	two, err := pades.Begin(frozen, o)
	if err != nil || !bytes.Equal(one.PDF, two.PDF) || !bytes.Equal(one.Attributes, two.Attributes) {
		t.Fatalf("the bytes differ: %v", err)
	}
	if !strings.Contains(hex.EncodeToString(one.Attributes), hex.EncodeToString(one.Digest[:])) {
		t.Error("the attributes do not name the digest")
	}
	signature := signWith(t, a.Platform.Key, one.Attributes)
	for range 2 { // it may be done again
		done, err := pades.Finish(context.Background(), one, signature, a.TSA)
		if err != nil {
			t.Fatal(err)
		}
		if doc, err := pades.Inspect(done); err != nil || !doc.Signatures[1].Sound || !doc.Signatures[1].Whole {
			t.Fatalf("%v", err)
		}
	}
}
