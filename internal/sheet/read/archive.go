package read

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
	MostEntries = 2_000
	mostRatio   = 200
	harmless    = 8 << 20 // what may unpack to any ratio
)

// Inspect refuses an archive that wants out or that is a bomb, by what its directory
// says; archive/zip holds the parts to it when they are read. It answers with the
// names, decoded and within the archive.
func Inspect(archive *zip.Reader, limits Limits) ([]string, error) {
	if len(archive.File) > MostEntries {
		return nil, ErrManyEntries.With("most", MostEntries)
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
			return nil, ErrPath.With("name", name)
		}
		names[i] = path.Clean(name)
		if f.Flags&1 != 0 {
			return nil, ErrLocked
		}
		total += f.UncompressedSize64
		if f.UncompressedSize64 > uint64(limits.Unpacked) || total > uint64(limits.Unpacked) ||
			f.UncompressedSize64 > harmless && f.UncompressedSize64/max(f.CompressedSize64, 1) > mostRatio {
			return nil, ErrBomb.With("most", limits.Unpacked)
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

// EndOf tells the end of a part from a part that is damaged or longer than it says.
func EndOf(line int, err error) error {
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, ErrRowTooLarge):
		return err
	case errors.Is(err, zip.ErrFormat):
		return ErrBomb.Wrap(err)
	}
	return Damaged(line, err)
}
