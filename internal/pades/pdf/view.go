package pdf

import "bytes"

// View is the file as it was after one of its revisions.
type View struct {
	file *File
	top  int // index of the section
}

// At returns the file as it was after the revision with this index.
func (f *File) At(revision int) *View { return &View{f, revision} }

// Last returns the file as it is.
func (f *File) Last() *View { return f.At(len(f.Sections) - 1) }

// End is where the last readable revision ends.
func (f *File) End() int { return f.Sections[len(f.Sections)-1].End }

// Trailer is the view's.
func (v *View) Trailer() Dict { return v.file.Sections[v.top].Trailer }

// Entry finds an object, and in which revision it was written.
func (v *View) Entry(number int) (e Entry, revision int, ok bool) {
	for r := v.top; r >= 0; r-- {
		if e, ok := v.file.Sections[r].Entries[number]; ok {
			return e, r, e.InUse
		}
	}
	return Entry{}, 0, false
}

// Object reads an object by its number. One that is missing is nil, as the
// standard says.
func (v *View) Object(number int) (any, error) {
	e, _, ok := v.Entry(number)
	if !ok {
		return nil, nil
	}
	if o, ok := v.file.read[e.Offset]; ok && o.number == number {
		return o.object, nil
	}
	o, err := v.read(number, e)
	if err == nil {
		v.file.read[e.Offset] = known{number, o}
	}
	return o, err
}

// Resolve follows a reference, if v is one, to what it means.
func (v *View) Resolve(o any) (any, error) {
	for range maxDepth {
		ref, ok := o.(Ref)
		if !ok {
			return o, nil
		}
		if e, _, ok := v.Entry(ref.Number); !ok || e.Generation != ref.Generation {
			return nil, nil
		}
		var err error
		if o, err = v.Object(ref.Number); err != nil {
			return nil, err
		}
	}
	return nil, &Error{0, "references go in a circle"}
}

// Dict resolves to a dictionary; one that is something else or unreadable is empty.
func (v *View) Dict(o any) Dict {
	o, _ = v.Resolve(o)
	switch o := o.(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// Array resolves to an array; one that is something else or unreadable is empty.
func (v *View) Array(o any) Array {
	o, _ = v.Resolve(o)
	a, _ := o.(Array)
	return a
}

// read parses "number generation obj … endobj".
func (v *View) read(number int, e Entry) (any, error) {
	l := lexer{b: v.file.Bytes[:v.file.Sections[v.top].End], at: e.Offset}
	if e.Offset <= 0 || e.Offset >= len(l.b) {
		return nil, &Error{e.Offset, "an object is outside of the file"}
	}
	for _, want := range []int{number, e.Generation} {
		if n, err := l.integer(); err != nil || n != want {
			return nil, &Error{e.Offset, "another object is here"}
		}
	}
	if err := l.keyword("obj"); err != nil {
		return nil, err
	}
	o, err := l.object()
	if err != nil {
		return nil, err
	}
	l.skip()
	if d, ok := o.(Dict); ok && l.starts("stream") {
		return v.stream(&l, d)
	}
	if err := l.keyword("endobj"); err != nil {
		return nil, err
	}
	return o, nil
}

func (v *View) stream(l *lexer, d Dict) (*Stream, error) {
	l.at += len("stream")
	l.pass('\r')
	l.pass('\n')
	n, ok := d["Length"].(int64)
	if ref, indirect := d["Length"].(Ref); indirect {
		// Of an object on its own; looked up by hand, because a stream's length that
		// is a stream would go in a circle.
		e, _, _ := v.Entry(ref.Number)
		length := lexer{b: l.b, at: e.Offset}
		for range 2 {
			if _, err := length.integer(); err != nil {
				return nil, err
			}
		}
		if err := length.keyword("obj"); err != nil {
			return nil, err
		}
		i, err := length.integer()
		n, ok = int64(i), err == nil
	}
	if !ok || n < 0 || n > int64(len(l.b)-l.at) {
		return nil, l.fail("a stream has no length")
	}
	s := &Stream{Dict: d, Start: l.at, End: l.at + int(n)}
	s.Data = l.b[s.Start:s.End:s.End]
	l.at = s.End
	rest := bytes.TrimLeft(l.b[l.at:min(len(l.b), l.at+32)], "\r\n \t")
	if !bytes.HasPrefix(rest, []byte("endstream")) {
		return nil, l.fail("a stream is not as long as it says")
	}
	return s, nil
}
