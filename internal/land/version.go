package land

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land/notice"
)

// Change is one version of a parcel: what it changed, who did and when.
type Change struct {
	Parcel  core.ID
	Version core.Version
	At      time.Time
	By      core.ID
	Import  core.ID // when a file brought it
	Fields  []FieldChange
}

// FieldChange is what became of one field. What was absent, or is now, is absent.
type FieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// names lists the fields that changed.
func (c Change) names() []string {
	names := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		names[i] = f.Field
	}
	return names
}

// quiet are fields whose changes are not told to people who keep a parcel.
var quiet = map[string]bool{"flags": true, "visibility": true, "numberText": true, "illustrative": true}

// change compares a parcel with what it was. A natural person who bought is not
// written into the history: a name that is taken away is to be gone.
func (p Parcel) change(before Parcel, imported core.ID) Change {
	c := Change{Parcel: p.ID, Version: p.Version, At: p.UpdatedAt, By: p.UpdatedBy, Import: imported}
	was, is := before.values(), p.values()
	for _, name := range slices.Sorted(maps.Keys(is)) {
		if !bytes.Equal(was[name], is[name]) {
			c.Fields = append(c.Fields, FieldChange{name, hidden(name, was[name]), hidden(name, is[name])})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if _, still := is[name]; !still {
			c.Fields = append(c.Fields, FieldChange{Field: name, Before: hidden(name, was[name])})
		}
	}
	return c
}

// hidden leaves the name of a natural person out.
func hidden(field string, value json.RawMessage) json.RawMessage {
	var b notice.Buyer
	if field != "buyer" || len(value) == 0 || json.Unmarshal(value, &b) != nil || !b.Person {
		return value
	}
	return json.RawMessage(`{"name":"","person":true}`)
}

// values are the fields that are set, as JSON, by name.
func (p Parcel) values() map[string]json.RawMessage {
	values := map[string]json.RawMessage{}
	raw, _ := json.Marshal(p.Fields) // values of ours, all of which marshal
	_ = json.Unmarshal(raw, &values)
	if len(p.Geometry) > 0 {
		kind, coordinates := Coordinates(p.Geometry)
		values["geometry"] = json.RawMessage(`{"type":"` + kind + `","coordinates":` + string(coordinates) + `}`)
	}
	return values
}

// Versions lists what was changed in a parcel, latest first, to its staff.
func (s *Service) Versions(ctx context.Context, actor core.Actor, id core.ID, p core.Paging) (page core.Page[Change], names map[core.ID]string, err error) {
	if _, err := s.mine(ctx, actor, "list-parcel-versions", id); err != nil {
		return page, nil, err
	}
	if page, err = s.Store.ParcelVersions(ctx, id, p); err != nil {
		return page, nil, err
	}
	var people []core.ID
	for _, c := range page.Items {
		people = append(people, c.By)
	}
	names, err = s.Accounts.PersonNames(ctx, people)
	return page, names, err
}
