package intake

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The encodings.
const (
	utf8Name    = "utf-8"
	gb18030Name = "gb18030"
	utf16Name   = "utf-16"
)

// text is a file of text whose encoding is known.
type text struct {
	src      Source
	encoding string
	decoder  *encoding.Decoder // nil for UTF-8
	skip     int64             // the byte-order mark
}

// openText finds the encoding: a byte-order mark, else UTF-8 if the whole file is
// strictly that, else GB18030, which GBK and GB2312 are part of.
func openText(src Source) (text, error) {
	mark := make([]byte, 3)
	n, err := src.Data.ReadAt(mark, 0)
	if err != nil && err != io.EOF {
		return text{}, damaged(0, err)
	}
	switch mark = mark[:n]; {
	case bytes.HasPrefix(mark, []byte("\xEF\xBB\xBF")):
		return text{src: src, encoding: utf8Name, skip: 3}, nil
	case bytes.HasPrefix(mark, []byte("\xFF\xFE")), bytes.HasPrefix(mark, []byte("\xFE\xFF")):
		return text{src: src, encoding: utf16Name, decoder: unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()}, nil
	}
	strict, err := strictUTF8(io.NewSectionReader(src.Data, 0, src.Size))
	if err != nil {
		return text{}, damaged(0, err)
	}
	if strict {
		return text{src: src, encoding: utf8Name}, nil
	}
	return text{src: src, encoding: gb18030Name, decoder: simplifiedchinese.GB18030.NewDecoder()}, nil
}

// raw is the file from its first letter on, as it stands.
func (t text) raw() io.Reader { return io.NewSectionReader(t.src.Data, t.skip, t.src.Size-t.skip) }

// reader is the file in UTF-8. Bytes that are no letters become U+FFFD.
func (t text) reader() io.Reader {
	if t.decoder == nil {
		return t.raw()
	}
	t.decoder.Reset()
	return transform.NewReader(t.raw(), t.decoder)
}

// start decodes the beginning of the file.
func (t text) start(head []byte) string {
	head = head[min(t.skip, int64(len(head))):]
	if t.decoder == nil {
		return string(head)
	}
	decoded, _, _ := transform.Bytes(t.decoder, head)
	return string(decoded)
}

func strictUTF8(r io.Reader) (bool, error) {
	buffer := make([]byte, 64<<10)
	kept := 0 // of a letter that the last piece cut in two
	for {
		n, err := r.Read(buffer[kept:])
		n += kept
		whole := n
		if err == nil {
			whole = n - cut(buffer[:n])
		}
		if !utf8.Valid(buffer[:whole]) {
			return false, nil
		}
		kept = copy(buffer, buffer[whole:n])
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// cut is how many bytes at the end begin a letter that is not whole.
func cut(b []byte) int {
	for i := 1; i <= 3 && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return i
			}
			return 0
		}
	}
	return 0
}

// meter lets through so many bytes until it is set again: a row that does not end
// is told before it fills the memory.
type meter struct {
	in   io.Reader
	most int64
	left int64
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errRecordLong
	}
	n, err := m.in.Read(p[:min(int64(len(p)), m.left)])
	m.left -= int64(n)
	return n, err
}

func (m *meter) reset() { m.left = m.most }
