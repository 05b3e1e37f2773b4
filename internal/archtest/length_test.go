package archtest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// limit is how many lines a file may have before it asks to be two.
const limit = 400

var generated = regexp.MustCompile(`(?m)^(//|/\*\*?|\s\*)\s*(Code generated .* DO NOT EDIT|This file was auto-generated)`)

func TestNoFileOutgrowsItsReaders(t *testing.T) {
	t.Parallel()
	sources(t, func(file string) {
		switch filepath.Ext(file) {
		case ".go", ".ts", ".tsx":
		default:
			return
		}
		if isTest(file) || strings.Contains(file, ".gen.") {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, file)) //nolint:gosec // a path of our own tree
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n")); n > limit && !generated.Match(text[:min(len(text), 512)]) {
			t.Errorf("%s has %d lines; %d is the most. Split it by idea.", file, n, limit)
		}
	})
}

func isTest(file string) bool {
	for _, mark := range []string{"_test.go", ".test.ts", ".test.tsx", ".spec.ts"} {
		if strings.HasSuffix(file, mark) {
			return true
		}
	}
	return strings.HasPrefix(file, "web/e2e/")
}
