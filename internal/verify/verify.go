package verify

import (
	"crypto/x509"
	"time"

	"zhaoyun/internal/evidence"
)

// Options are what the reader brings.
type Options struct {
	// Trust are the roots the reader trusts, for certificates and for timestamps.
	// Without any the package's own are used, and the report says that nobody the
	// reader trusts vouches: it is then not OK.
	Trust []*x509.Certificate
	// At is the time that certificates are held against where no timestamp says
	// one, usually now.
	At time.Time
}

// Verify checks a file, a signed PDF or an evidence package, and never fails: what is
// wrong with the file is a finding.
func Verify(name string, file []byte, o Options) Report {
	return Report{Verdict: VerdictNotSigned, Kind: KindUnknown, Name: name, SHA256: evidence.Sum(file), Size: int64(len(file)), Checked: o.At.UTC()}
}
