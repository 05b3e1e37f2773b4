package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestADatabaseThatIsAwayIsToldFromAMistakeAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := testkit.StartPostgres(t)
	db, err := store.Open(t.Context(), store.Options{URL: server.URL(), MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	line := core.AuditLine{ID: core.NewID(), Action: "test", ObjectKind: "none", ObjectID: "x"}
	write := func() error {
		return db.InTx(t.Context(), func(ctx context.Context) error { return db.Audit(ctx, line) })
	}
	if err := write(); err != nil {
		t.Fatal(err)
	}
	err = db.InTx(t.Context(), func(ctx context.Context) error {
		if err := db.Audit(ctx, core.AuditLine{Action: "test", ObjectKind: "none", ObjectID: "y"}); err != nil {
			return err
		}
		server.Stop()
		return nil // and the commit finds nobody
	})
	if !store.Away(err) {
		t.Errorf("a commit that got no answer: %v", err)
	}
	for range 6 { // more than there are connections in the pool
		if err := write(); !store.Away(err) {
			t.Errorf("a write while it is away: %v", err)
		}
		_, err = store.NewRooms(db).Room(t.Context(), core.NewID())
		if !store.Away(err) {
			t.Errorf("a read while it is away: %v", err)
		}
	}
	server.Start()
	if _, err := store.NewRooms(db).Room(t.Context(), core.NewID()); store.Away(err) || !core.HasCode(err, "room_not_found") {
		t.Errorf("after it has come back: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if err := db.Ping(ctx); !store.Away(err) {
		t.Errorf("no answer in time: %v", err)
	}
	for _, mistake := range []error{nil, errors.New("no such column"), core.NotFound("room_not_found", "")} {
		if store.Away(mistake) {
			t.Errorf("%v counts as away", mistake)
		}
	}
}
