package intake

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

func source(name string, data []byte) Source {
	return Source{Name: name, Size: int64(len(data)), Data: bytes.NewReader(data)}
}

// sourceOf opens a file of the test data.
func sourceOf(t testing.TB, name string) Source {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/land/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return source(name, data)
}

// read reads a whole file.
func readAll(t testing.TB, src Source, o Options) (*File, []*Row) {
	t.Helper()
	f, err := Open(src, o)
	if err != nil {
		t.Fatalf("%s: %v", src.Name, err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	var rows []*Row
	for {
		row, err := f.Next()
		if errors.Is(err, io.EOF) {
			return f, rows
		}
		if err != nil {
			t.Fatalf("%s: after %d rows: %v", src.Name, len(rows), err)
		}
		rows = append(rows, row)
	}
}

// found writes the findings of a row: what is wrong and with which field.
func found(row *Row) string {
	var list []string
	for _, f := range row.Findings {
		s := string(f.Code)
		if f.Field != "" && f.Field != FieldGeometry {
			s += " " + string(f.Field)
		}
		if f.Level == Refused {
			s += "!"
		}
		list = append(list, s)
	}
	return strings.Join(list, ", ")
}

func tell(t testing.TB, rows []*Row) {
	t.Helper()
	for _, r := range rows {
		t.Logf("%d %s %s: %s: %s", r.Line, r.Part, r.Fields.Number, r.Verdict, found(r))
	}
}
