package intake

import (
	"bytes"
	"io"
	"strings"
)

// open finds out by its content what a file is; names lie.
func open(src Source, limits Limits, chosen Mapping) (Kind, reader, error) {
	head := make([]byte, min(src.Size, 4096))
	if _, err := src.Data.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", nil, damaged(0, err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return openArchive(src, limits, chosen)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")): // OLE: Excel of old, or an encrypted one
		if bytes.Contains(head, utf16ASCII("EncryptedPackage")) || strings.HasSuffix(strings.ToLower(src.Name), ".xlsx") {
			return "", nil, errLocked
		}
		return "", nil, errOldExcel
	case bytes.HasPrefix(head, []byte("Rar!")) || bytes.HasPrefix(head, []byte("7z\xBC\xAF")) || bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return "", nil, errOtherArchive
	case bytes.HasPrefix(head, []byte("\x00\x00\x27\x0A")): // a .shp without its .dbf
		return "", nil, errPartMissing
	}
	text, err := openText(src)
	if err != nil {
		return "", nil, err
	}
	switch start := strings.TrimLeft(text.start(head), " \t\r\n"); {
	case strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[{"):
		in, err := newGeoJSON(text, limits)
		return KindGeoJSON, in, err
	case strings.HasPrefix(start, "<"):
		if !strings.Contains(strings.ToLower(start), "<kml") {
			return "", nil, errUnknownKind
		}
		in, err := newKML(text.raw(), limits, nil)
		return KindKML, in, err
	case strings.Contains(start, "[属性描述]") || strings.Contains(start, "[地块坐标]"):
		in, err := newBoundary(text, limits)
		return KindBoundary, in, err
	case bytes.IndexByte(head, 0) >= 0 && text.encoding != utf16Name:
		return "", nil, errUnknownKind
	}
	in, err := newCSV(text, limits, chosen)
	return KindCSV, in, err
}

func utf16ASCII(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}
