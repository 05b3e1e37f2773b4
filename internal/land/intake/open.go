package intake

import (
	"bytes"
	"strings"

	"zhaoyun/internal/sheet/read"
)

// open finds out by its content what a file is; names lie.
func open(src Source, limits Limits, chosen Mapping) (Kind, reader, error) {
	head, err := read.Head(src)
	if err != nil {
		return "", nil, err
	}
	if err := read.Unreadable(src, head); err != nil {
		return "", nil, err
	}
	switch {
	case read.IsZip(head):
		return openArchive(src, limits, chosen)
	case bytes.HasPrefix(head, []byte("\x00\x00\x27\x0A")): // a .shp without its .dbf
		return "", nil, errPartMissing
	}
	text, err := read.OpenText(src)
	if err != nil {
		return "", nil, err
	}
	switch start := strings.TrimLeft(text.Start(head), " \t\r\n"); {
	case strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[{"):
		in, err := newGeoJSON(text, limits)
		return KindGeoJSON, in, err
	case strings.HasPrefix(start, "<"):
		if !strings.Contains(strings.ToLower(start), "<kml") {
			return "", nil, errUnknownKind
		}
		in, err := newKML(text.Raw(), limits, nil)
		return KindKML, in, err
	case strings.Contains(start, "[属性描述]") || strings.Contains(start, "[地块坐标]"):
		in, err := newBoundary(text, limits)
		return KindBoundary, in, err
	case bytes.IndexByte(head, 0) >= 0 && text.Encoding != read.UTF16:
		return "", nil, errUnknownKind
	}
	in, err := read.OpenCSV(text, limits, headingsOf(chosen))
	if err != nil {
		return "", nil, err
	}
	return KindCSV, sheet{in}, nil
}
