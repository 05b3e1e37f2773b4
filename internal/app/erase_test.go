package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// Who came by a chamber's invitation, was let in at the door and credited to it leaves
// neither name nor contact behind, while the figures stay (PIPL Art. 47).
func TestWhoIsErasedWasToldWhatWasKeptAndIsNowhereInTheStore(t *testing.T) {
	t.Parallel()
	a := serveWith(t, embedded(t))
	a.demonstration()
	ctx, system := context.Background(), core.System()
	const slug = "hangzhou-hong-kong-services-zone"
	// A member of the chamber who accepted, and somebody to whom they sent their link on.
	people := map[string]string{"陳大文（示例）": "+85291230001", "周敏儀（示例）": "+85291230011"}
	before := a.everything(ctx)
	for name, contact := range people {
		page, err := a.events.Registrations(ctx, system, slug, event.RegistrationFilter{Query: name}, false, core.Paging{Limit: 2})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("%s: %d registrations, %v", name, len(page.Items), err)
		}
		r := page.Items[0]
		if _, _, err := a.checkIns.Create(ctx, system, slug, checkin.Draft{Registration: r.ID, Method: checkin.Name}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(before, name) || !strings.Contains(before, contact) {
			t.Fatalf("%s is not in the store to begin with", name)
		}
		own := a.dataOf(ctx, r.Person)
		for _, what := range []string{"registrations", "checkIns", "attributions", event.ConsentText().In(r.Language), contact} {
			if !strings.Contains(own, what) {
				t.Errorf("%s is not told of %s: %s", name, what, own)
			}
		}
		// Only who has shown that a number is theirs takes it off the lists of chambers.
		if _, err := a.db.Conn(ctx).ExecContext(ctx, "UPDATE contacts SET verified = ? WHERE person_id = ?", true, r.Person); err != nil {
			t.Fatal(err)
		}
		if listed := strings.Contains(a.dataOf(ctx, r.Person), "示例會員名冊"); listed != (name == "陳大文（示例）") {
			t.Errorf("%s in the lists of chambers: %t", name, listed)
		}
		if err := a.accounts.ErasePerson(ctx, system, r.Person); err != nil {
			t.Fatal(err)
		}
	}
	for name, contact := range people {
		for table, rows := range a.tables(ctx) {
			if strings.Contains(rows, name) || strings.Contains(rows, contact) {
				t.Errorf("%s still has %s, %s", table, name, contact)
			}
		}
	}
	if _, counts, err := a.checkIns.List(ctx, system, slug, core.Paging{Limit: 9}); err != nil || counts.Came != len(people) {
		t.Errorf("the figures went with them: %+v, %v", counts, err)
	}
}

// dataOf is what somebody is told that is kept of them.
func (s *served) dataOf(ctx context.Context, person core.ID) string {
	s.t.Helper()
	d, err := s.accounts.PersonData(ctx, core.Actor{Person: person, Kind: core.PersonGuest}, person)
	if err != nil {
		s.t.Fatal(err)
	}
	text, err := json.Marshal(d.More)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

func (s *served) everything(ctx context.Context) string {
	var all strings.Builder
	for _, rows := range s.tables(ctx) {
		all.WriteString(rows)
	}
	return all.String()
}

// tables is all that is stored, by table.
func (s *served) tables(ctx context.Context) map[string]string {
	s.t.Helper()
	var names []string
	db := s.db.Conn(ctx)
	if err := db.NewSelect().Table("sqlite_master").Column("name").Where("type = 'table'").Scan(ctx, &names); err != nil {
		s.t.Fatal(err)
	}
	tables := map[string]string{}
	for _, name := range names {
		var rows []map[string]any
		if err := db.NewSelect().Table(name).Scan(ctx, &rows); err != nil {
			s.t.Fatal(name, err)
		}
		tables[name] = fmt.Sprintf("%s", rows)
	}
	return tables
}
