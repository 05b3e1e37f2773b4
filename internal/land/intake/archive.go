package intake

import (
	"archive/zip"
	"path"
	"strings"

	"zhaoyun/internal/sheet/read"
)

func openArchive(src Source, limits Limits, chosen Mapping) (Kind, reader, error) {
	archive, err := zip.NewReader(src.Data, src.Size)
	if err != nil {
		return "", nil, read.Damaged(0, err)
	}
	names, err := read.Inspect(archive, limits)
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
			in, err := read.OpenXLSX(src, archive, limits, headingsOf(chosen))
			if err != nil {
				return "", nil, err
			}
			return KindXLSX, sheet{in}, nil
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
			return "", nil, read.Damaged(0, err)
		}
		in, err := newKML(f, limits, f)
		return KindKML, in, err
	}
	return "", nil, errUnknownKind
}
