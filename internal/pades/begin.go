package pades

import (
	"bytes"
	"compress/zlib"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"fmt"
	"strings"

	"zhaoyun/internal/pades/cms"
	"zhaoyun/internal/pades/pdf"
)

// The forms of signature that PAdES knows.
const (
	formSignature = "ETSI.CAdES.detached"
	formTimestamp = "ETSI.RFC3161"
)

// Room for what comes with a signature beside the certificates: attributes and the
// signature itself, and a timestamp with its certificates.
const (
	roomSignature = 1 << 10
	roomTimestamp = 8 << 10
)

// emptyRange is as long as the largest ranges are.
const emptyRange = "[0 ********** ********** **********]"

// Begin appends the revision of one signature with its place still empty. The same
// input gives the same bytes.
func Begin(content []byte, o SlotOptions) (Pending, error) { return begin(content, o, false) }

func begin(content []byte, o SlotOptions, certify bool) (Pending, error) {
	room := roomSignature + roomTimestamp
	p := Pending{Field: o.Field}
	if len(o.Chain) == 0 {
		return p, ErrChain
	}
	if key, ok := o.Chain[0].PublicKey.(*ecdsa.PublicKey); !ok || key.Curve != elliptic.P256() {
		return p, ErrChain
	}
	for _, c := range o.Chain {
		p.Chain = append(p.Chain, c.Raw)
		room += len(c.Raw)
	}
	if o.Room > 0 {
		room = o.Room
	}
	value := pdf.Dict{
		"Type": pdf.Name("Sig"), "SubFilter": pdf.Name(formSignature),
		"M":    pdf.String{Bytes: []byte(o.At.UTC().Format("D:20060102150405Z"))},
		"Name": pdf.Text(o.Name), "Reason": pdf.Text(o.Reason), "Location": pdf.Text(o.Location),
	}
	if certify {
		value["Reference"] = pdf.Array{pdf.Dict{
			"Type": pdf.Name("SigRef"), "TransformMethod": pdf.Name("DocMDP"),
			"TransformParams": pdf.Dict{"Type": pdf.Name("TransformParams"), "P": int64(2), "V": pdf.Name("1.2")},
		}}
	}
	if err := p.reserve(content, value, o.Appearance, room, certify); err != nil {
		return p, err
	}
	var err error
	p.Attributes, err = cms.Attributes(cms.OIDData, p.Digest[:], o.Chain[0])
	return p, err
}

// reserve appends the revision and notes where the signature will stand.
func (p *Pending) reserve(content []byte, value pdf.Dict, appearance []byte, room int, certify bool) error {
	u, err := update(content)
	if err != nil {
		return err
	}
	v := u.View()
	field, err := emptyField(v, p.Field)
	if err != nil {
		return fmt.Errorf("%w: %q", err, p.Field)
	}
	value["Filter"] = pdf.Name("Adobe.PPKLite")
	value["ByteRange"] = pdf.Raw(emptyRange)
	value["Contents"] = pdf.Raw("<" + strings.Repeat("00", room) + ">")
	signature := u.Add(value)
	dict := field.dict.With("V", signature)
	if r := box(v, field.dict); len(appearance) > 0 && r[2] > r[0] && r[3] > r[1] {
		form, err := drawn(appearance, r[2]-r[0], r[3]-r[1])
		if err != nil {
			return err
		}
		dict = dict.With("AP", pdf.Dict{"N": u.Add(form)})
	}
	u.Put(field.ref, dict)
	if certify {
		if err := permit(u, signature); err != nil {
			return err
		}
	}
	out, offsets, err := u.Bytes()
	if err != nil {
		return err
	}
	p.PDF, p.Room = out, room
	return p.place(offsets[signature.Number])
}

// permit makes the signature the one that says what may still be changed.
func permit(u *pdf.Update, signature pdf.Ref) error {
	fields, err := formFields(u.View())
	if err != nil {
		return err
	}
	for _, f := range fields {
		if f.dict["V"] != nil {
			return ErrNotFirst
		}
	}
	root, ref, err := u.View().Root()
	if err != nil {
		return err
	}
	u.Put(ref, root.With("Perms", pdf.Dict{"DocMDP": signature}))
	return nil
}

// place fills in the ranges, now that the file is as long as it will be.
func (p *Pending) place(object int) error {
	ranges := object + bytes.Index(p.PDF[object:], []byte(emptyRange))
	p.Contents = object + bytes.Index(p.PDF[object:], []byte("/Contents <")) + len("/Contents ")
	after := p.Contents + 2*p.Room + len("<>")
	said := fmt.Sprintf("[0 %d %d %d", p.Contents, after, len(p.PDF)-after)
	if len(said) >= len(emptyRange) {
		return ErrRoom
	}
	copy(p.PDF[ranges:], said+strings.Repeat(" ", len(emptyRange)-len(said)-1)+"]")
	h := sha256.New()
	h.Write(p.PDF[:p.Contents])
	h.Write(p.PDF[after:])
	h.Sum(p.Digest[:0])
	return nil
}

// drawn is the appearance as a form that needs no font and no other resource.
func drawn(stream []byte, width, height float64) (*pdf.Stream, error) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(stream); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return &pdf.Stream{Data: b.Bytes(), Dict: pdf.Dict{
		"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "Filter": pdf.Name("FlateDecode"), "Resources": pdf.Dict{},
		"BBox": pdf.Array{int64(0), int64(0), pdf.Float(width), pdf.Float(height)},
	}}, nil
}
