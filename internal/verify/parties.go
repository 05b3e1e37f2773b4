package verify

import (
	"bytes"
	"errors"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
)

// frozen checks that the document begins with exactly what was frozen.
func (c *check) frozen() {
	f := c.story.frozen
	if f == nil {
		c.bad(FrozenMissing, "")
		return
	}
	if c.r.Document != nil {
		c.r.Document.Frozen = f.SHA256
	}
	pdf := c.pkg.Document
	if f.Length <= 0 || f.Length > int64(len(pdf)) || evidence.Sum(pdf[:f.Length]) != f.SHA256 {
		c.bad(FrozenDiffers, "")
		return
	}
	if c.doc == nil || len(c.doc.Signatures) == 0 {
		return // said already
	}
	s := c.doc.Signatures[0]
	if s.Kind != pades.Certification || int64(c.doc.Revisions[s.Revision].End) != f.Length {
		c.bad(FrozenUncertified, s.Field)
		return
	}
	c.good(FrozenHeld, "")
}

// released checks that the document is the one that was released.
func (c *check) released() {
	s := c.story
	if s.ended != "" {
		c.bad(ReleasedEnded, "", "kind", string(s.ended))
	}
	switch r := s.released; {
	case r == nil:
		c.bad(ReleasedMissing, "")
	case r.SHA256 != evidence.Sum(c.pkg.Document) || r.Length != int64(len(c.pkg.Document)):
		c.bad(ReleasedDiffers, "")
	case s.ended == "":
		c.good(ReleasedHeld, "", "at", stamp(s.at))
	}
}

// parties checks every signature that the agreement needs against what its signer
// confirmed, and that there is no other.
func (c *check) parties() {
	if c.doc == nil || c.story.frozen == nil {
		return
	}
	for _, s := range c.doc.Signatures {
		if _, asked := c.story.slots[s.Field]; s.Kind == pades.Approval && !asked {
			c.bad(PartyStranger, s.Field)
		}
	}
	keys := map[string]string{} // a passkey's or browser's key → whose
	for _, field := range c.story.fields() {
		who := c.story.people[c.story.slots[field]]
		before := len(c.r.Findings)
		s := c.signatureOf(field)
		if s == nil {
			c.bad(PartyUnsigned, field, "name", who.Name)
			continue
		}
		w, confirmed := c.story.will[who.ID]
		if !confirmed {
			c.bad(PartyUnconfirmed, field, "name", who.Name)
			continue
		}
		c.party(field, who, s, w, keys)
		c.level(field, w.Level)
		if badSince(c.r.Findings[before:]) || c.spoken(field) || s.Stamp == nil {
			continue
		}
		if w.Level == evidence.LevelCode {
			c.add(Warn, PartyHeldCode, field, "name", who.Name, "at", stamp(s.Stamp.At))
		} else {
			c.good(PartyHeld, field, "name", who.Name, "at", stamp(s.Stamp.At))
		}
	}
}

func (c *check) signatureOf(field string) *pades.Signature {
	for i, s := range c.doc.Signatures {
		if s.Field == field && s.Kind == pades.Approval {
			return &c.doc.Signatures[i]
		}
	}
	return nil
}

func (c *check) level(field string, l evidence.Level) {
	for i, s := range c.r.Signatures {
		if s.Field == field {
			c.r.Signatures[i].Level = l
		}
	}
}

// party checks one signature.
func (c *check) party(field string, who person, s *pades.Signature, w will, keys map[string]string) {
	intent, err := evidence.ParseIntent(w.Intent)
	if err != nil {
		c.bad(IntentUnreadable, field, "why", err.Error())
		return
	}
	c.intent(field, who, intent)
	c.assertion(field, who, w, keys)
	cert := s.Certificate
	if cert == nil {
		return // pades has said so
	}
	if evidence.Sum(cert.RawSubjectPublicKeyInfo) != intent.KeySHA256 {
		c.bad(IntentKey, field, "name", who.Name)
	}
	c.binding(field, who, s, w)
	if len(w.Certificate) > 0 && !bytes.Equal(w.Certificate, cert.Raw) {
		c.bad(PartyCertificate, field, "name", who.Name)
	}
	if cert.Subject.CommonName != who.Name || first(cert.Subject.Organization) != who.Organisation {
		c.bad(PartyName, field, "said", who.Name+" · "+who.Organisation, "certified", cert.Subject.CommonName+" · "+first(cert.Subject.Organization))
	}
	if s.Stamp == nil {
		c.bad(PartyUnstamped, field, "name", who.Name)
	} else if s.Stamp.At.Before(w.At.Add(-clockTolerance)) {
		c.bad(PartyTime, field, "name", who.Name, "at", stamp(s.Stamp.At))
	}
	sealed, revision := c.story.sealed[field], c.doc.Revisions[s.Revision]
	if sealed.SHA256 != revision.SHA256 || sealed.Length != int64(revision.End) || sealed.Certificate != evidence.Sum(cert.Raw) {
		c.bad(PartySealed, field, "name", who.Name)
	}
}

// intent checks that what was confirmed is this signature of this document.
func (c *check) intent(field string, who person, i evidence.Intent) {
	if i.Agreement != c.pkg.Chain.Agreement {
		c.bad(IntentAgreement, field, "name", who.Name)
	}
	if i.DocSHA256 != c.story.frozen.SHA256 {
		c.bad(IntentDocument, field, "name", who.Name)
	}
	if i.Field != field {
		c.bad(IntentField, field, "name", who.Name)
	}
	if i.Name != who.Name || i.Party != who.Organisation {
		c.bad(PartyName, field, "said", who.Name+" · "+who.Organisation, "certified", i.Name+" · "+i.Party)
	}
}

// binding checks that the certificate was issued for this confirmation.
func (c *check) binding(field string, who person, s *pades.Signature, w will) {
	got, bound := pades.Evidence(s.Certificate)
	switch {
	case !bound:
		c.bad(PartyUnbound, field, "name", who.Name)
	case got == [32]byte(evidence.Binding(w.Intent, w.Assertion)):
	default:
		for id, other := range c.story.will {
			if id != who.ID && got == [32]byte(evidence.Binding(other.Intent, other.Assertion)) {
				c.bad(PartyOther, field, "name", who.Name, "other", c.story.people[id].Name)
				return
			}
		}
		c.bad(PartyBinding, field, "name", who.Name)
	}
}

// assertion checks the signer's own proof.
func (c *check) assertion(field string, who person, w will, keys map[string]string) {
	a, err := evidence.ParseAssertion(w.Assertion)
	if err != nil {
		c.bad(AssertionUnread, field, "name", who.Name, "why", err.Error())
		return
	}
	var fault *evidence.ProofError
	if errors.As(a.Check(w.Intent), &fault) {
		c.bad(Code("assertion."+string(fault.Fault)), field, "name", who.Name, "why", fault.Detail)
	}
	if w.Level != a.Level() {
		c.bad(AssertionLevel, field, "name", who.Name, "said", string(w.Level), "reached", string(a.Level()))
	}
	var key string
	if p := a.Passkey; p != nil {
		key = string(p.PublicKey)
		known := false
		for _, k := range c.story.passkeys[who.ID] {
			known = known || bytes.Equal(k, p.PublicKey)
		}
		if !known {
			c.bad(AssertionPasskey, field, "name", who.Name)
		}
	} else {
		key = string(a.Code.Key)
		if !c.story.codes[evidence.Challenge(w.Intent)] {
			c.bad(CodeUnsent, field, "name", who.Name)
		}
	}
	if other, shared := keys[key]; shared && other != who.Name { // one person may sign for two
		c.bad(PartyKeyShared, field, "name", who.Name, "other", other)
	}
	keys[key] = who.Name
}
