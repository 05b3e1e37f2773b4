package file

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNamesKeepWhatPeopleKnowThemBy(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"招商 推介.pdf":                       "招商 推介.pdf",
		`C:\Users\lin\deck.pdf`:           "deck.pdf",
		"../../etc/passwd":                "passwd",
		"a\r\nb\t c.pdf":                  "a b c.pdf",
		"invoice\u202efdp.exe":            "invoicefdp.exe",
		"<img src=x onerror=alert(1)>":    "<img src=x onerror=alert(1)>",
		"...":                             "file",
		"\x00\xff":                        "file",
		strings.Repeat("长", 300) + ".pdf": strings.Repeat("长", maxName-5) + "….pdf",
	} {
		if got := cleanName(name); got != want {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func FuzzNamesAreHarmless(f *testing.F) {
	f.Add("a/b\\c\u202e.pdf")
	f.Fuzz(func(t *testing.T, name string) {
		got := cleanName(name)
		if got == "" || !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxName || strings.ContainsAny(got, "/\\") ||
			strings.ContainsFunc(got, unicode.IsControl) || got != strings.TrimSpace(got) {
			t.Fatalf("%q became %q", name, got)
		}
		if again := cleanName(got); again != got {
			t.Fatalf("%q became %q and then %q", name, got, again)
		}
	})
}
