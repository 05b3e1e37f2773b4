package pades

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"zhaoyun/internal/pades/cms"
	"zhaoyun/internal/pades/pdf"
)

// checkSignatures checks each signature by itself. The bytes before it are hashed
// once for all of them.
func (in *inspection) checkSignatures() {
	running, done := sha256.New(), 0
	for i := range in.doc.Signatures {
		s := &in.doc.Signatures[i]
		contents, ok := in.found[i].dict["Contents"].(pdf.String)
		s.Sound = true
		if why := in.readRange(s, in.found[i].dict, contents); why != "" {
			in.wrong(s, BadByteRange, why)
		} else {
			running.Write(in.file.Bytes[done:contents.Start])
			done = contents.Start
			h := clone(running)
			h.Write(in.file.Bytes[contents.End : s.ByteRange[2]+s.ByteRange[3]])
			h.Sum(s.Digest[:0])
		}
		if !ok {
			in.wrong(s, BadSignature, "there is none")
			continue
		}
		if s.Kind == Timestamped {
			in.checkTimestamp(s, contents.Bytes)
		} else {
			in.checkCMS(s, contents.Bytes)
		}
	}
}

// wrong notes what speaks against a signature.
func (in *inspection) wrong(s *Signature, code Code, why string) {
	s.Sound = false
	params := map[string]any{}
	if why != "" {
		params["why"] = why
	}
	in.find(code, Bad, s.Field, params)
}

// readRange says why a ByteRange is not what it has to be: everything from the first
// byte of the file to the last of the revision, but for the signature itself.
func (in *inspection) readRange(s *Signature, dict pdf.Dict, contents pdf.String) string {
	list, _ := dict["ByteRange"].(pdf.Array)
	if len(list) != len(s.ByteRange) {
		return "it has not four numbers"
	}
	for i, o := range list {
		n, ok := o.(int64)
		if !ok || n < 0 || n > int64(len(in.file.Bytes)) {
			return "it points out of the file"
		}
		s.ByteRange[i] = int(n)
	}
	end := s.ByteRange[2] + s.ByteRange[3]
	s.Whole = end == len(in.file.Bytes)
	switch {
	case end > len(in.file.Bytes):
		return "it points out of the file"
	case s.ByteRange[0] != 0:
		return "it does not begin with the file"
	case s.ByteRange[1] != contents.Start || s.ByteRange[2] != contents.End:
		return "it leaves out other bytes than the signature"
	case contents.End-contents.Start != 2*len(contents.Bytes)+2: // a string in parentheses, or with white space
		return "there is something between the digits of the signature"
	case end != in.file.Sections[s.Revision].End:
		return "it does not end with its revision"
	}
	return ""
}

func (in *inspection) checkCMS(s *Signature, contents []byte) {
	if s.SubFilter != formSignature {
		in.find(WrongForm, Bad, s.Field, map[string]any{"form": s.SubFilter})
	}
	read, err := cms.Parse(contents)
	if err != nil {
		in.wrong(s, BadSignature, err.Error())
		return
	}
	s.CMS, s.Attributes, s.Value = read.Raw, read.Attributes, read.Signature
	s.Certificate, s.Chain = read.Signer, read.Certificates
	switch err := in.checkRead(s, read); {
	case err == nil:
	case errors.Is(err, cms.ErrDigest):
		in.wrong(s, DigestMismatch, "")
	case errors.Is(err, cms.ErrNoSigner), errors.Is(err, cms.ErrCertificate):
		in.wrong(s, BadCertificate, err.Error())
	default:
		in.wrong(s, BadSignature, err.Error())
	}
	in.checkIssuer(s, s.Chain)
	in.checkStamp(s, read.Stamp)
}

func (in *inspection) checkRead(s *Signature, read *cms.SignedData) error {
	switch {
	case read.Content != nil:
		return errors.New("it brings the content that it signs")
	case read.Hash() != cms.Hash:
		return cms.ErrAlgorithm
	}
	return read.Check(s.Digest[:])
}

// checkStamp reads the timestamp over the signature's value.
func (in *inspection) checkStamp(s *Signature, token []byte) {
	if token == nil {
		in.find(NoTimestamp, Warn, s.Field, nil)
	} else {
		stamp, err := ReadStamp(token, sha256.Sum256(s.Value))
		if err != nil {
			in.wrong(s, BadTimestamp, err.Error())
		} else {
			s.Stamp = stamp
			in.checkIssuer(s, stamp.Chain)
		}
	}
	in.checkTimes(s)
}

// checkTimes compares what was said with what was stamped, and both with the
// certificate's time.
func (in *inspection) checkTimes(s *Signature) {
	at := s.At
	if s.Stamp != nil {
		if at = s.Stamp.At; !s.At.IsZero() && s.At.Sub(at).Abs() > 24*time.Hour {
			in.find(TimestampDisagrees, Warn, s.Field, map[string]any{"said": s.At, "stamped": at})
		}
	}
	if c := s.Certificate; c != nil && !at.IsZero() && (at.Before(c.NotBefore) || at.After(c.NotAfter)) {
		s.Sound = false
		in.find(CertificateNotInTime, Bad, s.Field, map[string]any{"from": c.NotBefore, "until": c.NotAfter, "at": at})
	}
}

// checkTimestamp checks a timestamp of the document.
func (in *inspection) checkTimestamp(s *Signature, contents []byte) {
	if s.SubFilter != formTimestamp {
		in.find(WrongForm, Bad, s.Field, map[string]any{"form": s.SubFilter})
	}
	stamp, err := ReadStamp(contents, s.Digest)
	if err != nil {
		in.wrong(s, BadTimestamp, err.Error())
		return
	}
	s.Stamp, s.CMS, s.Certificate, s.Chain, s.At = stamp, stamp.Token, stamp.Certificate, stamp.Chain, stamp.At
	in.checkIssuer(s, stamp.Chain)
}

// checkIssuer holds the certificates that came with a signature against those in the
// file that bear their issuers' names. When there are none, Vouch decides, unless the
// file has a security store, which then has to have them.
func (in *inspection) checkIssuer(s *Signature, came []*x509.Certificate) {
	all := in.certificates(s)
	for _, c := range came {
		named, issued := false, false
		for _, above := range all {
			if bytes.Equal(above.RawSubject, c.RawIssuer) {
				named, issued = true, issued || c.CheckSignatureFrom(above) == nil
			}
		}
		stored := len(in.doc.Certificates) == 0 || slices.ContainsFunc(in.doc.Certificates, c.Equal)
		if !issued && (named || !stored) {
			s.Sound = false
			in.find(NotByIssuer, Bad, s.Field, map[string]any{"subject": c.Subject.CommonName, "issuer": c.Issuer.CommonName})
		}
	}
}

// certificates are all that the file has for a signature.
func (in *inspection) certificates(s *Signature) []*x509.Certificate {
	all := append([]*x509.Certificate{}, s.Chain...)
	if s.Stamp != nil {
		all = append(all, s.Stamp.Chain...)
	}
	return append(all, in.doc.Certificates...)
}

// ReadStamp checks a timestamp token over a digest: all of it but whom to trust.
func ReadStamp(token []byte, digest [sha256.Size]byte) (*Stamp, error) {
	t, err := cms.ParseToken(token, digest[:])
	if err != nil {
		return nil, err
	}
	return &Stamp{Token: t.Raw, At: t.Info.At, Serial: t.Info.Serial.String(), Certificate: t.Signer, Chain: t.Certificates}, nil
}

// parseDate reads a date as PDF writes it, such as D:20260102150405+08'00'. One that
// is odd is the zero time.
func parseDate(s string) time.Time {
	for _, layout := range []string{"D:20060102150405Z07'00'", "D:20060102150405Z07'00", "D:20060102150405Z", "D:20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
