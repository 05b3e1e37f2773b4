package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the module's directory, seen from this package.
const root = "../.."

// module is the path of the module in go.mod.
const module = "zhaoyun"

// skipped are directories that hold no source of the house.
var skipped = map[string]bool{
	"node_modules": true, "dist": true, "testdata": true, "bin": true, "data": true,
	"test-results": true, "playwright-report": true, "tools": true,
}

// sources walks the files of the house and calls f with each path, seen from the root.
func sources(t *testing.T, f func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if p != root && (skipped[name] || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		f(filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// use is one import in one file.
type use struct{ file, pkg, imported string }

// imports lists what the Go files import; tests chooses test files or the others.
func imports(t *testing.T, tests bool) []use {
	t.Helper()
	var uses []use
	sources(t, func(file string) {
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") != tests {
			return
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		pkg := path.Dir(file)
		uses = append(uses, use{file: file, pkg: pkg}) // a file without imports still makes a package
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			uses = append(uses, use{file: file, pkg: pkg, imported: imported})
		}
	})
	return uses
}

// own returns the project's package behind an import path.
func own(imported string) (string, bool) {
	if imported == module {
		return ".", true
	}
	return strings.CutPrefix(imported, module+"/")
}

// standard reports whether the import is of the standard library.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}
