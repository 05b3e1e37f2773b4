package normal

import (
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// cleaner takes out of a document what does more than to be read.
type cleaner struct {
	doc     *model.Context
	removed map[string]bool
}

// kept are the entries of the catalog that stay. Names is made anew of its places to
// jump to; the rest of it is scripts and files.
var kept = []string{
	"Type", "Pages", "Lang", "PageLabels", "Outlines", "Metadata", "ViewerPreferences", "PageMode", "PageLayout", "OutputIntents", "MarkInfo",
	"StructTreeRoot", "OCProperties", "Dests",
}

// annotations that only show something, or lead to a place in the document or an address.
var harmless = []string{
	"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Stamp",
	"Caret", "Ink", "Popup", "Watermark",
}

// actions that may stay.
var harmlessActions = []string{"GoTo", "URI", "Named"}

func (c *cleaner) clean() error {
	root, err := c.doc.Catalog()
	if err != nil {
		return err
	}
	c.catalog(root)
	for n := 1; n <= c.doc.PageCount; n++ {
		page, _, _, err := c.doc.PageDict(n, false)
		if err != nil {
			return err
		}
		if err := c.page(page); err != nil {
			return err
		}
	}
	for _, e := range c.doc.Table {
		if e != nil && !e.Free {
			c.sweep(e.Object, 0)
		}
	}
	return nil
}

func (c *cleaner) catalog(root types.Dict) {
	form, _ := c.doc.DereferenceDict(root["AcroForm"])
	names, _ := c.doc.DereferenceDict(root["Names"])
	c.note(XFA, form["XFA"] != nil)
	c.note(Form, form["Fields"] != nil)
	c.note(Actions, names["JavaScript"] != nil || root["OpenAction"] != nil || root["AA"] != nil)
	c.note(Embedded, names["EmbeddedFiles"] != nil || root["AF"] != nil || root["Collection"] != nil)
	c.note(Signatures, root["Perms"] != nil || root["DSS"] != nil)
	for key := range root {
		if !slices.Contains(kept, key) {
			delete(root, key)
		}
	}
	if places := names["Dests"]; places != nil {
		root["Names"] = types.Dict{"Dests": places}
	}
	// What is read into these would be written back.
	c.doc.Names = nil
	c.doc.Form = nil
	c.doc.Signatures = nil
}

func (c *cleaner) note(kind string, there bool) {
	if there {
		c.removed[kind] = true
	}
}

func (c *cleaner) page(page types.Dict) error {
	delete(page, "B") // threads of articles
	c.note(Embedded, page["AF"] != nil)
	delete(page, "AF")
	if page["Annots"] == nil {
		return nil
	}
	list, err := c.doc.DereferenceArray(page["Annots"])
	if err != nil {
		return err
	}
	var stays types.Array
	for _, o := range list {
		a, err := c.doc.DereferenceDict(o)
		if err != nil {
			return err
		}
		if a != nil && c.annotation(a) {
			stays = append(stays, o)
		}
	}
	delete(page, "Annots")
	if len(stays) > 0 {
		page["Annots"] = stays
	}
	return nil
}

// annotation reports whether one stays, and makes a field a mere picture of itself.
func (c *cleaner) annotation(a types.Dict) bool {
	subtype := ""
	if s := a.NameEntry("Subtype"); s != nil {
		subtype = *s
	}
	if subtype == "Widget" {
		return c.picture(a)
	}
	stays := slices.Contains(harmless, subtype)
	c.note(Embedded, !stays)
	return stays
}

// picture turns a field into a stamp that looks the same.
func (c *cleaner) picture(a types.Dict) bool {
	c.removed[Form] = true
	if c.fieldType(a, 0) == "Sig" {
		c.removed[Signatures] = true
		return false
	}
	looks, _ := c.doc.DereferenceDict(a["AP"])
	normal := looks["N"]
	if state := a.NameEntry("AS"); state != nil { // of a box, ticked or not
		states, _ := c.doc.DereferenceDict(normal)
		normal = states[*state]
	}
	if normal == nil {
		return false
	}
	stays := types.Dict{
		"Type": types.Name("Annot"), "Subtype": types.Name("Stamp"), "Rect": a["Rect"], "AP": types.Dict{"N": normal},
		"F": types.Integer(4 | 64 | 128), // printed, read only, locked
	}
	for key := range a {
		delete(a, key)
	}
	for key, value := range stays {
		a[key] = value
	}
	return true
}

// fieldType is that of the field or of one above it.
func (c *cleaner) fieldType(a types.Dict, depth int) string {
	if name := a.NameEntry("FT"); name != nil {
		return *name
	}
	above, err := c.doc.DereferenceDict(a["Parent"])
	if err != nil || above == nil || depth > 16 {
		return ""
	}
	return c.fieldType(above, depth+1)
}

// sweep takes out the actions that are left, wherever they are.
func (c *cleaner) sweep(o types.Object, depth int) {
	if depth > 64 {
		return
	}
	switch o := o.(type) {
	case types.Dict:
		c.actions(o)
		for _, v := range o {
			c.sweep(v, depth+1)
		}
	case types.StreamDict:
		c.sweep(o.Dict, depth+1)
	case *types.StreamDict:
		c.sweep(o.Dict, depth+1)
	case types.Array:
		for _, v := range o {
			c.sweep(v, depth+1)
		}
	}
}

func (c *cleaner) actions(d types.Dict) {
	if d["AA"] != nil {
		c.removed[Actions] = true
		delete(d, "AA")
	}
	for _, key := range []string{"A", "PA", "Next"} {
		action, err := c.doc.DereferenceDict(d[key])
		if err != nil || action == nil {
			continue // another thing by that name, such as an outline's next
		}
		kind := action.NameEntry("S")
		if kind == nil || action["Type"] != nil && action.Type() != nil && *action.Type() != "Action" || slices.Contains(harmlessActions, *kind) {
			continue
		}
		if isStructure(action) {
			continue
		}
		c.removed[Actions] = true
		delete(d, key)
	}
}

// isStructure tells an element of the structure, whose S names its kind, from an action.
func isStructure(d types.Dict) bool { return d["K"] != nil || d["Pg"] != nil }
