package pades

import (
	"slices"

	"zhaoyun/internal/pades/pdf"
)

// checkChanges holds every revision after the first signature against the one
// before: only signatures with their appearances, one security store and a timestamp
// of the document may have been added. Signatures alone do not show this: each stays
// valid for its own revision whatever comes later.
func (in *inspection) checkChanges() {
	if in.first < 0 {
		return
	}
	pages := in.pageObjects()
	for r := in.first + 1; r < len(in.file.Sections); r++ {
		c := &change{in: in, r: r, pages: pages, old: in.file.At(r - 1), now: in.file.At(r), allowed: map[int]bool{}}
		c.check()
		if in.doc.Revisions[r].Kind == RevisionChanged {
			in.find(RevisionUnsaid, Bad, "", map[string]any{"revision": r})
		}
	}
}

// change compares a revision with the one before.
type change struct {
	in       *inspection
	r        int
	old, now *pdf.View
	fields   map[int]formField // of the revision before, by object
	nodes    map[int]bool      // of the tree of pages
	pages    map[int]int       // page that an object belongs to
	allowed  map[int]bool      // new objects that something allowed needs
}

func (c *change) find(code Code, params map[string]any) {
	params["revision"] = c.r
	c.in.find(code, Bad, "", params)
}

func (c *change) check() {
	c.fields, c.nodes = map[int]formField{}, map[int]bool{}
	fields, _ := formFields(c.old)
	for _, f := range fields {
		c.fields[f.ref.Number] = f
	}
	_, nodes, _ := c.old.Pages()
	for _, n := range nodes {
		c.nodes[n.Number] = true
	}
	c.checkTrailer()
	section := c.in.file.Sections[c.r]
	var added []int
	for _, n := range numbers(section.Entries) {
		e := section.Entries[n]
		_, _, before := c.old.Entry(n)
		switch {
		case !e.InUse && before:
			c.find(ObjectRemoved, map[string]any{"object": n})
		case !e.InUse: // the list of free ones
		case e.Offset < c.in.file.Sections[c.r-1].End || e.Offset >= section.Offset:
			c.find(ObjectMisplaced, map[string]any{"object": n})
		case before:
			c.checkChanged(n)
		default:
			added = append(added, n)
		}
	}
	for _, n := range added {
		if !c.allowed[n] {
			c.find(ObjectAdded, map[string]any{"object": n, "kind": c.kind(n)})
		}
	}
}

func numbers(entries map[int]pdf.Entry) []int {
	out := make([]int, 0, len(entries))
	for n := range entries {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// checkTrailer sees to it that the file still begins with the same objects.
func (c *change) checkTrailer() {
	old, now := c.old.Trailer(), c.now.Trailer()
	for _, key := range []pdf.Name{"Root", "Info", "Encrypt"} {
		if !pdf.Equal(old[key], now[key]) {
			c.find(CatalogReplaced, map[string]any{"entry": string(key)})
		}
	}
}

// checkChanged judges an object that was there before.
func (c *change) checkChanged(n int) {
	before, _, _ := c.old.Entry(n)
	after, _, _ := c.now.Entry(n)
	was, err := c.old.Object(n)
	is, err2 := c.now.Object(n)
	_, root, _ := c.old.Root()
	field, isField := c.fields[n]
	page, ofPage := c.pages[n]
	switch {
	case err2 != nil:
		c.find(ObjectBroken, map[string]any{"object": n})
	case err == nil && before.Generation == after.Generation && pdf.Equal(was, is):
		// Written again, but the same.
	case n == root.Number:
		c.checkRoot(was, is)
	case isField:
		c.checkField(field, is)
	case c.nodes[n]:
		c.find(PagesChanged, map[string]any{"object": n})
	case slices.ContainsFunc(c.in.found, func(s foundSignature) bool { return s.ref.Number == n }):
		c.find(SignatureGone, map[string]any{"object": n})
	case ofPage:
		c.find(PageChanged, map[string]any{"object": n, "page": page})
	default:
		c.find(ObjectChanged, map[string]any{"object": n})
	}
}

// checkRoot allows the catalog to receive a security store, and nothing else.
func (c *change) checkRoot(was, is any) {
	old, _ := was.(pdf.Dict)
	now, _ := is.(pdf.Dict)
	for _, key := range pdf.Differ(old, now) {
		switch {
		case key == "DSS" && old["DSS"] == nil:
			c.allowStore(now["DSS"], 0)
		case key == "Pages":
			c.find(PagesChanged, map[string]any{"object": 0})
		default:
			c.find(CatalogReplaced, map[string]any{"entry": string(key)})
		}
	}
}

// allowStore allows the objects of the store: dictionaries, lists and plain data.
func (c *change) allowStore(o any, depth int) {
	if depth > 6 {
		return
	}
	if ref, ok := o.(pdf.Ref); ok {
		if _, _, before := c.old.Entry(ref.Number); before || c.allowed[ref.Number] {
			return
		}
		o, _ = c.now.Resolve(ref)
		if s, ok := o.(*pdf.Stream); ok && s.Dict["Subtype"] != nil {
			return // something that could be drawn or run
		}
		c.allowed[ref.Number] = true
	}
	switch o := o.(type) {
	case pdf.Array:
		for _, e := range o {
			c.allowStore(e, depth+1)
		}
	case pdf.Dict:
		for _, e := range o {
			c.allowStore(e, depth+1)
		}
	}
}

// checkField allows an empty signature field to be signed, and nothing else.
func (c *change) checkField(f formField, is any) {
	now, _ := is.(pdf.Dict)
	code := FieldChanged
	if f.kind == "Sig" && f.dict["V"] != nil && !pdf.Equal(f.dict["V"], now["V"]) {
		code = SignatureGone
	}
	for _, key := range pdf.Differ(f.dict, now) {
		fits := false
		switch {
		case f.kind != "Sig" || f.dict[key] != nil || code == SignatureGone:
		case key == "V":
			fits = c.allowSignature(now["V"])
		case key == "AP":
			fits = now["V"] != nil && f.dict["V"] == nil && c.allowAppearance(now["AP"])
		}
		if !fits {
			c.find(code, map[string]any{"object": f.ref.Number, "name": f.name})
			return
		}
	}
}

// allowSignature allows a new signature dictionary.
func (c *change) allowSignature(o any) bool {
	ref, ok := o.(pdf.Ref)
	dict := c.now.Dict(ref)
	if _, _, before := c.old.Entry(ref.Number); !ok || before || dict["Contents"] == nil || dict["ByteRange"] == nil {
		return false
	}
	c.allowed[ref.Number] = true
	return true
}

// allowAppearance allows a drawing that needs nothing but itself.
func (c *change) allowAppearance(o any) bool {
	dict, _ := o.(pdf.Dict)
	ref, ok := dict["N"].(pdf.Ref)
	drawing, _ := c.now.Resolve(ref)
	s, isStream := drawing.(*pdf.Stream)
	if _, _, before := c.old.Entry(ref.Number); !ok || before || len(dict) != 1 || !isStream || s.Dict["Subtype"] != pdf.Name("Form") {
		return false
	}
	for key, value := range s.Dict {
		switch key {
		case "Type", "Subtype", "BBox", "Filter", "Length", "FormType":
		case "Resources":
			if d, ok := value.(pdf.Dict); !ok || len(d) > 0 {
				return false
			}
		default:
			return false
		}
	}
	c.allowed[ref.Number] = true
	return true
}

// kind names an object for people.
func (c *change) kind(n int) string {
	o, err := c.now.Object(n)
	dict := c.now.Dict(o)
	subtype, _ := dict["Subtype"].(pdf.Name)
	typ, _ := dict["Type"].(pdf.Name)
	switch {
	case err != nil:
		return "unreadable"
	case subtype != "":
		return string(subtype)
	case typ != "":
		return string(typ)
	case dict["S"] != nil:
		return "action"
	}
	return "object"
}
