package intake

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The bounds of an archive: Excel files have a few dozen parts, a Shapefile under
// ten. Text packs to a tenth, a bomb to a thousandth.
const (
	mostEntries = 2_000
	mostRatio   = 200
	harmless    = 8 << 20 // what may unpack to any ratio
)

func openArchive(src Source, limits Limits, chosen Mapping) (Kind, reader, error) {
	archive, err := zip.NewReader(src.Data, src.Size)
	if err != nil {
		return "", nil, damaged(0, err)
	}
	names, err := inspect(archive, limits)
	if err != nil {
		return "", nil, err
	}
	var shapes, documents []*zip.File
	for i, f := range archive.File {
		switch strings.ToLower(path.Ext(names[i])) {
		case ".shp":
			shapes = append(shapes, f)
		case ".kml":
			documents = append(documents, f)
		}
		if names[i] == "xl/workbook.xml" {
			in, err := newXLSX(src, archive, limits, chosen)
			return KindXLSX, in, err
		}
	}
	switch {
	case len(shapes) > 1:
		return "", nil, errManyLayers
	case len(shapes) == 1:
		in, err := newShapefile(archive, names, shapes[0], limits)
		return KindShapefile, in, err
	case len(documents) > 0: // a KMZ: the first document is the one (OGC 12-007r2)
		f, err := documents[0].Open()
		if err != nil {
			return "", nil, damaged(0, err)
		}
		in, err := newKML(f, limits, f)
		return KindKML, in, err
	}
	return "", nil, errUnknownKind
}

// inspect refuses an archive that wants out or that is a bomb, by what its directory
// says; archive/zip holds the parts to it when they are read. It answers with the
// names, decoded and within the archive.
func inspect(archive *zip.Reader, limits Limits) ([]string, error) {
	if len(archive.File) > mostEntries {
		return nil, errManyEntries.With("most", mostEntries)
	}
	names := make([]string, len(archive.File))
	var total uint64
	for i, f := range archive.File {
		name := f.Name
		if f.NonUTF8 || !utf8.ValidString(name) {
			if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
				name = decoded
			}
		}
		if strings.ContainsAny(name, "\\\x00") || path.IsAbs(name) || strings.Contains(name, ":") || escapes(name) || f.Mode()&(0o170000) != 0 && !f.Mode().IsRegular() && !f.Mode().IsDir() {
			return nil, errPath.With("name", name)
		}
		names[i] = path.Clean(name)
		if f.Flags&1 != 0 {
			return nil, errLocked
		}
		total += f.UncompressedSize64
		if f.UncompressedSize64 > uint64(limits.Unpacked) || total > uint64(limits.Unpacked) ||
			f.UncompressedSize64 > harmless && f.UncompressedSize64/max(f.CompressedSize64, 1) > mostRatio {
			return nil, errBomb.With("most", limits.Unpacked)
		}
	}
	return names, nil
}

func escapes(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// endOf tells the end of a part from a part that is damaged or longer than it says.
func endOf(line int, err error) error {
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, errRecordLong):
		return err
	case errors.Is(err, zip.ErrFormat):
		return errBomb.Wrap(err)
	}
	return damaged(line, err)
}
