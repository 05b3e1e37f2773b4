package read

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The encodings.
const (
	UTF8    = "utf-8"
	GB18030 = "gb18030"
	UTF16   = "utf-16"
)

// Text is a file of text whose encoding is known.
type Text struct {
	Encoding string
	src      Source
	decoder  *encoding.Decoder // nil for UTF-8
	skip     int64             // the byte-order mark
}

// OpenText finds the encoding: a byte-order mark, else UTF-8 if the whole file is
// strictly that, else GB18030, which GBK and GB2312 are part of.
func OpenText(src Source) (Text, error) {
	mark := make([]byte, 3)
	n, err := src.Data.ReadAt(mark, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Text{}, Damaged(0, err)
	}
	switch mark = mark[:n]; {
	case bytes.HasPrefix(mark, []byte("\xEF\xBB\xBF")):
		return Text{src: src, Encoding: UTF8, skip: 3}, nil
	case bytes.HasPrefix(mark, []byte("\xFF\xFE")), bytes.HasPrefix(mark, []byte("\xFE\xFF")):
		return Text{src: src, Encoding: UTF16, decoder: unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()}, nil
	}
	strict, err := strictUTF8(io.NewSectionReader(src.Data, 0, src.Size))
	if err != nil {
		return Text{}, Damaged(0, err)
	}
	if strict {
		return Text{src: src, Encoding: UTF8}, nil
	}
	return Text{src: src, Encoding: GB18030, decoder: simplifiedchinese.GB18030.NewDecoder()}, nil
}

// Raw is the file from its first letter on, as it stands.
func (t Text) Raw() io.Reader { return io.NewSectionReader(t.src.Data, t.skip, t.src.Size-t.skip) }

// Reader is the file in UTF-8. Bytes that are no letters become U+FFFD.
func (t Text) Reader() io.Reader {
	if t.decoder == nil {
		return t.Raw()
	}
	t.decoder.Reset()
	return transform.NewReader(t.Raw(), t.decoder)
}

// Start decodes the beginning of the file.
func (t Text) Start(head []byte) string {
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
			whole = n - Cut(buffer[:n])
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

// Cut is how many bytes at the end begin a letter that is not whole.
func Cut(b []byte) int {
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

// Meter lets through so many bytes until it is set again: a row that does not end
// is told before it fills the memory.
type Meter struct {
	in   io.Reader
	most int64
	left int64
}

// Read implements io.Reader.
func (m *Meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, ErrRowTooLarge
	}
	n, err := m.in.Read(p[:min(int64(len(p)), m.left)])
	m.left -= int64(n)
	return n, err
}

// NewMeter makes a meter.
func NewMeter(in io.Reader, most int64) *Meter { return &Meter{in: in, most: most, left: most} }

// Reset begins another row.
func (m *Meter) Reset() { m.left = m.most }
