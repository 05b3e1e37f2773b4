package evidence

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
)

// The files of a package.
const (
	nameDocument = "document.pdf"
	nameManifest = "evidence.json"
	nameDetached = "sm2/document.p7s"
	nameReadme   = "README.txt"
)

// safeField says whether a signature field may be called that, as its name becomes that of
// a folder. A regular expression would be a twentieth of the verifier in the browser.
func safeField(name string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	return name != "" && len(name) <= 64 && strings.Trim(name, letters+"_-") == "" && strings.Contains(letters, name[:1])
}

// copies are files that repeat what evidence.json has, in the form that openssl
// wants, for whoever checks by hand. They prove nothing themselves; that they are
// the same is checked.
func (p *Package) copies() (map[string][]byte, error) {
	out := map[string][]byte{"timestamps/root.tst": p.RootStamp, "root/root.bin": p.Root[:], "root/signature.der": p.RootSignature}
	for i, a := range p.Anchors {
		out[fmt.Sprintf("certificates/anchor-%d.pem", i+1)] = certificatePEM(a.Raw)
	}
	if p.RootCertificate != nil {
		out["certificates/platform.pem"] = certificatePEM(p.RootCertificate.Raw)
	}
	if len(p.DetachedRoot) > 0 {
		out["sm2/root.pem"] = certificatePEM(p.DetachedRoot)
	}
	for _, l := range p.Chain.Lines {
		if l.Kind != KindConfirmed {
			continue
		}
		if err := confirmedCopies(out, l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// confirmedCopies adds those of one confirmation; a later one of the same field
// takes the place of an earlier.
func confirmedCopies(out map[string][]byte, l Line) error {
	var c Confirmed
	if err := l.Into(&c); err != nil {
		return err
	}
	intent, err := ParseIntent(c.Intent)
	if err != nil {
		return err
	}
	assertion, err := ParseAssertion(c.Assertion)
	if err != nil {
		return err
	}
	if !safeField(intent.Field) {
		return fmt.Errorf("evidence: the field %q cannot be the name of a folder", intent.Field)
	}
	at := "assertions/" + intent.Field + "/"
	for _, name := range []string{"authenticator-data.bin", "client-data.json", "signed.bin"} {
		delete(out, at+name)
	}
	out[at+"intent.json"], out[at+"assertion.json"] = []byte(c.Intent), []byte(c.Assertion)
	var key crypto.PublicKey
	if a := assertion.Passkey; a != nil {
		out[at+"authenticator-data.bin"], out[at+"client-data.json"], out[at+"signed.bin"] = a.AuthenticatorData, a.ClientDataJSON, a.signed()
		out[at+"signature.der"] = a.Signature
		if key, err = ParseCOSE(a.PublicKey); err != nil {
			return err
		}
	} else {
		if out[at+"signature.der"], err = rawToDER(assertion.Code.Signature); err != nil {
			return err
		}
		if key, err = x509.ParsePKIXPublicKey(assertion.Code.Key); err != nil {
			return fmt.Errorf("evidence: key of the code proof: %w", err)
		}
	}
	spki, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	out[at+"key.pem"] = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	delete(out, "certificates/"+intent.Field+".pem")
	if len(c.Certificate) > 0 {
		out["certificates/"+intent.Field+".pem"] = certificatePEM(c.Certificate)
	}
	return nil
}

func certificatePEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
