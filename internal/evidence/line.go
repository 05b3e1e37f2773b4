package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Platform is who wrote a line when nobody in particular did.
const Platform = "platform"

// maxLine bounds a line: an assertion with a large RSA key stays far below it.
const maxLine = 64 << 10

// Line is one step of an agreement.
type Line struct {
	Seq  int             `json:"seq"`  // from 0, without a gap
	At   time.Time       `json:"at"`   // UTC, to the millisecond
	Kind Kind            `json:"kind"` //
	Who  string          `json:"who"`  // the signer's or witness's id in the agreement, or Platform
	Data json.RawMessage `json:"data"` // the struct named after the kind
	Prev Digest          `json:"prev"` // of the raw bytes of the line before; the first: Genesis

	raw []byte
}

// Raw gives the exact bytes that are hashed, stored and handed on.
func (l Line) Raw() []byte { return l.raw }

// Head is the end of a chain with this line as its last.
func (l Line) Head() Head { return Head{Seq: l.Seq + 1, Digest: Sum(l.raw)} }

// Into reads the data of the line into the struct of its kind.
func (l Line) Into(data any) error {
	d := json.NewDecoder(bytes.NewReader(l.Data))
	d.DisallowUnknownFields()
	if err := d.Decode(data); err != nil {
		return fmt.Errorf("evidence: line %d (%s): %w", l.Seq, l.Kind, err)
	}
	return nil
}

// Head is where a chain goes on: the number of the next line, and the digest it
// has to name.
type Head struct {
	Seq    int
	Digest Digest
}

// Genesis begins the chain of an agreement. Its digest binds the id, so that the
// chain of one agreement is not that of another.
func Genesis(agreement string) Head {
	return Head{Digest: Sum([]byte("zhaoyun/chain/1\n" + agreement))}
}

// Next writes the line that follows. data is the struct of the kind, or nil.
func (h Head) Next(at time.Time, kind Kind, who string, data any) (Line, error) {
	if data == nil {
		data = struct{}{}
	}
	body, err := encode(data)
	if err != nil {
		return Line{}, fmt.Errorf("evidence: data of %s: %w", kind, err)
	}
	l := Line{Seq: h.Seq, At: at.UTC().Truncate(time.Millisecond), Kind: kind, Who: who, Data: body, Prev: h.Digest}
	raw, err := encode(l)
	if err != nil {
		return Line{}, fmt.Errorf("evidence: %w", err)
	}
	return ParseLine(raw)
}

// ParseLine reads a line and keeps its bytes. There is one way to write a line;
// other bytes are refused, so that no two readers can understand one differently.
func ParseLine(raw []byte) (Line, error) {
	if len(raw) > maxLine {
		return Line{}, fmt.Errorf("evidence: a line of %d bytes; at most %d are allowed", len(raw), maxLine)
	}
	var l Line
	if err := canonical(raw, &l); err != nil {
		return Line{}, fmt.Errorf("evidence: not a line: %w", err)
	}
	if l.Kind == "" || len(l.Data) == 0 || l.Data[0] != '{' {
		return Line{}, errors.New("evidence: not a line: it has no kind or no data")
	}
	l.raw = bytes.Clone(raw)
	return l, nil
}

// encode writes JSON the one way it is written here: as encoding/json does, with
// <, > and & as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// canonical reads JSON and refuses bytes that encode would not have written:
// unknown or repeated names, other orders, other spellings.
func canonical(raw []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	again, err := encode(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, raw) {
		return errors.New("not written in the one way it is to be written")
	}
	return nil
}
