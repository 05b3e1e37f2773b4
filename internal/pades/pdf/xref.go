package pdf

import (
	"bytes"
	"slices"
)

// Bounds of a file.
const (
	maxNumber   = 8_388_607 // of objects, by the standard
	maxSections = 512
	maxTries    = 16 // at the end of a file, until one is found that can be read
	maxMissing  = 64 // bytes between startxref and the end of the section
)

// Entry says where an object is.
type Entry struct {
	Offset, Generation int
	InUse              bool
}

// Section is what one revision wrote: its cross-reference table and its trailer.
type Section struct {
	Offset  int // of the table
	End     int // after the revision's last byte
	Entries map[int]Entry
	Trailer Dict
}

// File is a file with all of its revisions.
type File struct {
	Bytes    []byte
	Sections []Section // oldest first

	read map[int]known // by offset
}

// known is an object that was read before.
type known struct {
	number int
	object any
}

// Read finds the revisions of a file. When its end is not readable, the last
// revision that is ends before the file does.
func Read(b []byte) (*File, error) {
	if !bytes.HasPrefix(b, []byte("%PDF-1.")) && !bytes.HasPrefix(b, []byte("%PDF-2.")) {
		return nil, &Error{0, "this is no PDF"}
	}
	var first error
	for end, n := len(b), 0; n < maxTries; n++ {
		at := bytes.LastIndex(b[:end], []byte("startxref"))
		if at < 0 {
			break
		}
		f, err := readFrom(b, at)
		if err == nil {
			return f, nil
		}
		if first == nil {
			first = err
		}
		end = at
	}
	if first == nil {
		first = &Error{len(b), "there is no startxref"}
	}
	return nil, first
}

// readFrom follows the chain that begins at a startxref.
func readFrom(b []byte, at int) (*File, error) {
	l := lexer{b: b, at: at + len("startxref")}
	offset, err := l.integer()
	if err != nil {
		return nil, err
	}
	f := &File{Bytes: b, read: map[int]known{}}
	limit := at // the table lies before
	for {
		s, prev, err := readSection(b, offset, limit)
		if err != nil {
			return nil, err
		}
		if len(f.Sections) == 0 && s.End < at {
			return nil, &Error{at, "startxref does not belong to the table"}
		}
		f.Sections = append(f.Sections, s)
		if prev < 0 {
			break
		}
		// A table always refers to one before it: no circle, and no revision in another.
		if len(f.Sections) >= maxSections || prev >= offset {
			return nil, &Error{offset, "the tables do not lie in order"}
		}
		offset, limit = prev, offset
	}
	slices.Reverse(f.Sections)
	for i := 1; i < len(f.Sections); i++ {
		if f.Sections[i].Offset < f.Sections[i-1].End {
			return nil, &Error{f.Sections[i].Offset, "two revisions overlap"}
		}
	}
	return f, nil
}

// readSection reads a table, its trailer and the end of its revision.
func readSection(b []byte, offset, limit int) (s Section, prev int, err error) {
	l := lexer{b: b, at: offset}
	if offset <= 0 || offset >= limit || !l.starts("xref") {
		return s, 0, &Error{offset, "there is no classic cross-reference table"}
	}
	l.at += len("xref")
	s = Section{Offset: offset, Entries: map[int]Entry{}}
	for {
		l.skip()
		if l.starts("trailer") {
			break
		}
		if err := l.subsection(s.Entries); err != nil {
			return s, 0, err
		}
	}
	l.at += len("trailer")
	v, err := l.object()
	if err != nil {
		return s, 0, err
	}
	trailer, ok := v.(Dict)
	if !ok {
		return s, 0, l.fail("there is no trailer")
	}
	s.Trailer = trailer
	if _, hybrid := trailer["XRefStm"]; hybrid {
		return s, 0, l.fail("the table has a second, hidden one")
	}
	if s.End, err = l.end(offset); err != nil {
		return s, 0, err
	}
	prev = -1
	if p, ok := trailer["Prev"]; ok {
		n, ok := p.(int64)
		if !ok || n < 0 || n > int64(len(b)) {
			return s, 0, l.fail("the table before is nowhere")
		}
		prev = int(n)
	}
	return s, prev, nil
}

func (l *lexer) subsection(into map[int]Entry) error {
	start, err := l.integer()
	if err != nil {
		return err
	}
	count, err := l.integer()
	if err != nil {
		return err
	}
	if count > (len(l.b)-l.at)/10 || start+count > maxNumber+1 {
		return l.fail("a table is longer than the file")
	}
	for i := range count {
		e, err := l.entry()
		if err != nil {
			return err
		}
		if _, twice := into[start+i]; twice {
			return l.fail("a table names an object twice")
		}
		into[start+i] = e
	}
	return nil
}

func (l *lexer) entry() (e Entry, err error) {
	if e.Offset, err = l.integer(); err != nil {
		return e, err
	}
	if e.Generation, err = l.integer(); err != nil {
		return e, err
	}
	switch l.word() {
	case "n":
		e.InUse = true
	case "f":
	default:
		return e, l.fail("a table has an entry that is none")
	}
	return e, nil
}

// end reads startxref and %%EOF and returns where the revision ends.
func (l *lexer) end(offset int) (int, error) {
	if err := l.keyword("startxref"); err != nil {
		return 0, err
	}
	if n, err := l.integer(); err != nil || n != offset {
		return 0, l.fail("startxref does not belong to the table")
	}
	at := bytes.Index(l.b[l.at:min(len(l.b), l.at+maxMissing)], []byte("%%EOF"))
	if at < 0 || len(bytes.TrimSpace(l.b[l.at:l.at+at])) > 0 {
		return 0, l.fail("the revision has no end")
	}
	l.at += at + len("%%EOF")
	l.pass('\r')
	l.pass('\n')
	return l.at, nil
}
