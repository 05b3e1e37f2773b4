package event

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyun/internal/core"
)

// Limits of what an event holds; texts are counted in characters.
const (
	maxTitle       = 120
	maxTagline     = 200
	maxDescription = 5000
	maxFigures     = 8
	maxCarriers    = 30
	maxOrganisers  = 30
	maxParcels     = 50
	maxSessions    = 50
)

var (
	carrierKinds   = []string{"zone", "park", "building", "town", "street", "community", "enclave"}
	organiserRoles = []string{"host", "co-host", "chamber"}
)

// faults collects what is wrong with an input.
type faults []core.FieldError

func (f *faults) add(field, code, message string) {
	*f = append(*f, core.FieldError{Field: field, Code: code, Message: message})
}

// text cleans a text in place and notes what is wrong with it.
func (f *faults) text(field string, t core.Text, required bool, limit int) {
	clean(t)
	*f = append(*f, core.CheckText(field, t, required, limit)...)
}

// line checks a text without languages.
func (f *faults) line(field string, s *string, limit int) {
	*s = strings.Join(strings.Fields(plain(*s)), " ")
	switch {
	case *s == "":
		f.add(field, "required", "This is needed.")
	case len([]rune(*s)) > limit:
		f.add(field, "too_long", "The text is too long.")
	}
}

func (f *faults) oneOf(field, value string, options []string) {
	if !slices.Contains(options, value) {
		f.add(field, "not_an_option", "Use one of: "+strings.Join(options, ", ")+".")
	}
}

func (f *faults) atMost(field string, n, limit int) {
	if n > limit {
		f.add(field, "too_many", fmt.Sprintf("At most %d.", limit))
	}
}

func (f *faults) err() error {
	if len(*f) == 0 {
		return nil
	}
	return core.InvalidFields(*f...)
}

// clean brings a text into its stored form; languages without words go.
func clean(t core.Text) {
	for tag, s := range t {
		if s = strings.TrimSpace(plain(s)); s == "" {
			delete(t, tag)
		} else {
			t[tag] = s
		}
	}
}

// plain drops characters that cannot be shown or turn the reading direction, with
// which a text could pose as another one.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\u200d' || r == '\t' {
			return r
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

// check brings the event into its stored form or lists what is wrong with it.
func (e *Event) check() error {
	var f faults
	f.text("body.title", e.Title, true, maxTitle)
	f.text("body.tagline", e.Tagline, false, maxTagline)
	f.text("body.description", e.Description, false, maxDescription)
	if !knownZone(e.TimeZone) {
		f.add("body.timeZone", "time_zone_unknown", "Use an IANA time zone such as Asia/Shanghai.")
	}
	for i, tag := range e.Languages {
		if !core.IsLanguage(tag) || slices.Contains(e.Languages[:i], tag) {
			f.add(fmt.Sprintf("body.languages[%d]", i), "language_unknown", "Use zh-CN, en and zh-HK, each at most once.")
		}
	}
	e.Blocks.check(&f)
	return f.err()
}

func (b *Blocks) check(f *faults) {
	f.atMost("body.figures", len(b.Figures), maxFigures)
	f.atMost("body.carriers", len(b.Carriers), maxCarriers)
	f.atMost("body.organisers", len(b.Organisers), maxOrganisers)
	f.atMost("body.parcels", len(b.Parcels), maxParcels)
	if len(*f) > 0 {
		return
	}
	for i := range b.Figures {
		at := fmt.Sprintf("body.figures[%d]", i)
		f.line(at+".value", &b.Figures[i].Value, 20)
		f.text(at+".unit", b.Figures[i].Unit, true, 20)
		f.text(at+".label", b.Figures[i].Label, true, 160)
	}
	for i := range b.Carriers {
		at := fmt.Sprintf("body.carriers[%d]", i)
		f.text(at+".name", b.Carriers[i].Name, true, 80)
		f.oneOf(at+".kind", b.Carriers[i].Kind, carrierKinds)
		f.text(at+".note", b.Carriers[i].Note, false, 200)
	}
	for i := range b.Organisers {
		at := fmt.Sprintf("body.organisers[%d]", i)
		f.oneOf(at+".role", b.Organisers[i].Role, organiserRoles)
		f.text(at+".name", b.Organisers[i].Name, true, 120)
	}
	for i := range b.Parcels {
		at := fmt.Sprintf("body.parcels[%d]", i)
		f.line(at+".number", &b.Parcels[i].Number, 40)
		f.text(at+".name", b.Parcels[i].Name, true, 80)
		f.text(at+".note", b.Parcels[i].Note, false, 200)
	}
}

func knownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "" && name != "Local"
}

var (
	slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	slugRest = regexp.MustCompile(`[^a-z0-9]+`)
)

const maxSlug = 60

// checkSlug accepts what reads well in an address and is no identifier.
func checkSlug(s string) error {
	if len(s) < 3 || len(s) > maxSlug+10 || !slugForm.MatchString(s) || core.IsID(s) {
		return core.Invalid("slug_form", "Use 3 to 60 small letters and digits, with single hyphens in between.").On("body.slug")
	}
	return nil
}

// slugOf makes a slug of the English title; without one, of chance.
func slugOf(title core.Text) string {
	s := strings.Trim(slugRest.ReplaceAllString(strings.ToLower(norm.NFKD.String(title["en"])), "-"), "-")
	if len(s) > maxSlug {
		s = s[:maxSlug]
		if cut := strings.LastIndexByte(s, '-'); cut > maxSlug/2 {
			s = s[:cut]
		}
		s = strings.Trim(s, "-")
	}
	if len(s) < 3 {
		return "event-" + chance()
	}
	return s
}

// chance is the random end of a fresh identifier.
func chance() string { id := core.NewID(); return id[len(id)-8:] }
