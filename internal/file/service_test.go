package file_test

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is a file service on real parts.
type house struct {
	*file.Service
	clock *clock
	blobs *blob.Dir
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) forward(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

func newHouse(t *testing.T, db *store.DB, more ...func(*file.Deps)) house {
	t.Helper()
	blobs, err := blob.NewDir(filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	h := house{clock: &clock{now: core.Now()}, blobs: blobs}
	deps := file.Deps{Files: store.NewFiles(db), Blobs: blobs, Inspect: file.NewIsolated(""), Now: h.clock.Now}
	for _, f := range more {
		f(&deps)
	}
	h.Service = file.New(deps)
	t.Cleanup(func() { _ = h.Close(); _ = blobs.Close() })
	return h
}

func member() core.Actor {
	return core.Actor{Person: core.NewID(), Kind: core.PersonMember}
}

// send uploads content in pieces of so many bytes and waits for the verdict.
func (h house) send(t *testing.T, who core.Actor, in file.Announcement, content []byte, piece int) file.File {
	t.Helper()
	ctx := context.Background()
	in.Size = int64(len(content))
	f, err := h.Create(ctx, who, in)
	if err != nil {
		t.Fatal(err)
	}
	for offset := 0; offset < len(content); offset += piece {
		chunk := content[offset:min(len(content), offset+piece)]
		if f, err = h.Append(ctx, who, f.ID, int64(offset), bytes.NewReader(chunk), int64(len(chunk))); err != nil {
			t.Fatal(err)
		}
	}
	testkit.Eventually(t, "the verdict", func() bool {
		f, err = h.Get(ctx, who, f.ID)
		return err == nil && (f.State == file.Ready || f.State == file.Refused)
	})
	return f
}

func TestAnUploadArrivesInPiecesAndIsJudged(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, h, who := context.Background(), newHouse(t, db), member()
		content := pdf(4, 5_000)
		f := h.send(t, who, file.Announcement{Name: "../规划\x00\u202e图.pdf", Purpose: file.Slides}, content, 2_000)
		if f.State != file.Ready || f.Pages != 4 || f.Type != file.PDF || f.Name != "规划图.pdf" || f.Offset != f.Size {
			t.Fatalf("%+v", f)
		}
		_, r, err := h.Open(ctx, who, f.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes came back, %v", len(got), err)
		}
		// The answer to the last piece was lost and the client sends it again.
		last := int64(len(content) - len(content)%2_000)
		_, err = h.Append(ctx, who, f.ID, last, bytes.NewReader(content[last:]), f.Size-last)
		if e := core.AsError(err); e.Code != "offset_mismatch" || e.Params["offset"] != f.Size {
			t.Fatalf("got %v", err)
		}
		refused := h.send(t, who, file.Announcement{Name: "x.pdf", Purpose: file.Slides}, []byte("<script>"), 100)
		if refused.State != file.Refused || refused.Problem.Code != "file_type_not_allowed" {
			t.Fatalf("%+v", refused)
		}
	})
}

func TestAnUploadGoesOnWhereItWasCutOff(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, h, who := context.Background(), newHouse(t, db), member()
		content := pdf(1, 3_000)
		f, err := h.Create(ctx, who, file.Announcement{Name: "a.pdf", Size: int64(len(content)), Purpose: file.Slides})
		if err != nil {
			t.Fatal(err)
		}
		// The line breaks within a piece: its rest never comes.
		if _, err := h.Append(ctx, who, f.ID, 0, bytes.NewReader(content[:700]), 1_000); err == nil {
			t.Fatal("half a piece was taken")
		}
		if f, err = h.Append(ctx, who, f.ID, 0, bytes.NewReader(content[:1_000]), 1_000); err != nil || f.Offset != 1_000 {
			t.Fatalf("%+v, %v", f, err)
		}
		// The server stops after it took a piece and before it noted so.
		if _, err := h.blobs.Append(ctx, f.ID, 1_000, bytes.NewReader(content[1_000:1_500]), 500); err != nil {
			t.Fatal(err)
		}
		h.clock.forward(2 * time.Minute)
		if f, err = h.Get(ctx, who, f.ID); err != nil || f.Offset != 1_500 {
			t.Fatalf("%+v, %v", f, err)
		}
		_, err = h.Append(ctx, who, f.ID, 1_000, bytes.NewReader(content[1_000:]), f.Size-1_000)
		if e := core.AsError(err); e.Code != "offset_mismatch" || e.Params["offset"] != int64(1_500) {
			t.Fatalf("got %v", err)
		}
		if _, err := h.Append(ctx, who, f.ID, 1_500, bytes.NewReader(content), f.Size); !core.HasCode(err, "file_too_large") {
			t.Fatalf("more than announced: %v", err)
		}
		// It stops again after the last piece; asking is enough to have it judged.
		if _, err := h.blobs.Append(ctx, f.ID, 1_500, bytes.NewReader(content[1_500:]), f.Size-1_500); err != nil {
			t.Fatal(err)
		}
		testkit.Eventually(t, "the verdict", func() bool {
			f, err = h.Get(ctx, who, f.ID)
			return err == nil && f.State == file.Ready && f.Pages == 1
		})
	})
}

func TestTwoTabsAtOnceCannotSpoilAnUpload(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, h, who := context.Background(), newHouse(t, db), member()
		content := pdf(2, 60_000)
		f, err := h.Create(ctx, who, file.Announcement{Name: "a.pdf", Size: int64(len(content)), Purpose: file.Slides})
		if err != nil {
			t.Fatal(err)
		}
		var tabs sync.WaitGroup
		for tab := range 3 {
			tabs.Go(func() {
				for offset := int64(0); offset < f.Size; {
					n := min(int64(4_000+tab*777), f.Size-offset)
					got, err := h.Append(ctx, who, f.ID, offset, bytes.NewReader(content[offset:offset+n]), n)
					if core.HasCode(err, "offset_mismatch") {
						offset = core.AsError(err).Params["offset"].(int64)
					} else if err != nil {
						t.Error(err)
						return
					} else {
						offset = got.Offset
					}
				}
			})
		}
		tabs.Wait()
		testkit.Eventually(t, "the verdict", func() bool {
			f, err = h.Get(ctx, who, f.ID)
			return err == nil && f.State == file.Ready && f.Pages == 2
		})
	})
}

func TestOnlyThoseWhoMayReadAFile(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, who, visitor := context.Background(), member(), member()
		open := map[string]bool{"1": true}
		event := func(_ context.Context, _ core.Actor, id core.ID) error {
			if open[id] {
				return nil
			}
			return core.NotFound("event_not_found", "There is no such event.")
		}
		h := newHouse(t, db, func(d *file.Deps) { d.Access = file.ByKind{"event": event} })
		f := h.send(t, who, file.Announcement{Name: "c.png", Purpose: file.Cover}, picture(t, 8, 4), 1_000)
		for name, a := range map[string]core.Actor{"sign_in_required": {}, "not_allowed": visitor} {
			if _, _, err := h.Open(ctx, a, f.ID); !core.HasCode(err, name) {
				t.Fatalf("got %v, want %s", err, name)
			}
			if _, err := h.Get(ctx, a, f.ID); !core.HasCode(err, name) {
				t.Fatalf("got %v, want %s", err, name)
			}
		}
		if _, err := h.Attach(ctx, visitor, f.ID, "event:1"); !core.HasCode(err, "not_allowed") {
			t.Fatal(err)
		}
		for _, scope := range []string{"event:2", "moon:1", "event:1"} {
			if _, err := h.Attach(ctx, who, f.ID, scope); err != nil {
				t.Fatal(err)
			}
		}
		_, r, err := h.Open(ctx, core.Actor{}, f.ID)
		if err != nil {
			t.Fatal("attached to something public:", err)
		}
		_ = r.Close()
		if err := h.Detach(ctx, f.ID, "event:1"); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.Open(ctx, visitor, f.ID); !core.HasCode(err, "not_allowed") {
			t.Fatal(err)
		}
	})
}

func TestUploadsAreBounded(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, who := context.Background(), member()
		h := newHouse(t, db, func(d *file.Deps) {
			d.Quota = file.Quota{MemberBytes: 150 << 20, GuestBytes: 1000, Open: 2, PerHour: 3}
		})
		create := func(a core.Actor, size int64, p file.Purpose) error {
			_, err := h.Create(ctx, a, file.Announcement{Name: "a", Size: size, Purpose: p})
			return err
		}
		guest := core.Actor{Person: core.NewID(), Kind: core.PersonGuest}
		for _, c := range []struct {
			actor   core.Actor
			size    int64
			purpose file.Purpose
			code    string
		}{
			{core.Actor{}, 10, file.Slides, "sign_in_required"},
			{who, 0, file.Slides, "file_empty"},
			{who, 200 << 20, file.Slides, "file_too_large"},
			{who, 11 << 20, file.Cover, "file_too_large"},
			{who, 10, "spell", "file_purpose_unknown"},
			{guest, 1001, file.Picture, "upload_quota"},
			{who, 100 << 20, file.Slides, ""},
			{who, 100 << 20, file.Slides, "upload_quota"},
			{who, 10, file.Slides, ""},
			{who, 10, file.Slides, "uploads_open"},
		} {
			err := create(c.actor, c.size, c.purpose)
			if c.code == "" && err != nil || c.code != "" && !core.HasCode(err, c.code) {
				t.Fatalf("%d bytes: got %v, want %q", c.size, err, c.code)
			}
		}
		h.send(t, guest, file.Announcement{Name: "a", Purpose: file.Picture}, picture(t, 2, 2), 100)
		for range 2 {
			if err := create(guest, 5, file.Picture); err != nil {
				t.Fatal(err)
			}
		}
		if err := create(guest, 5, file.Picture); !core.HasCode(err, "uploads_open") {
			t.Fatal(err)
		}
		h.clock.forward(25 * time.Hour)
		if err := h.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if err := create(guest, 5, file.Picture); err != nil {
			t.Fatal("an abandoned upload still counts:", err)
		}
	})
}

func TestHousekeepingTakesUpLostChecksAndDropsWhatIsOfNoUse(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, who := context.Background(), member()
		never := file.NewIsolated("/nowhere/zhaoyun") // the check cannot begin, as when the process ends
		h := newHouse(t, db, func(d *file.Deps) { d.Inspect = never })
		content := pdf(1, 100)
		f, err := h.Create(ctx, who, file.Announcement{Name: "a.pdf", Size: int64(len(content)), Purpose: file.Slides})
		if err != nil {
			t.Fatal(err)
		}
		if f, err = h.Append(ctx, who, f.ID, 0, bytes.NewReader(content), f.Size); err != nil || f.State != file.Checking {
			t.Fatalf("%+v, %v", f, err)
		}
		h.Inspect = file.NewIsolated("")
		h.clock.forward(10 * time.Minute)
		if err := h.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if f, err = h.Get(ctx, who, f.ID); err != nil || f.State != file.Ready {
			t.Fatalf("%+v, %v", f, err)
		}
		bad := h.send(t, who, file.Announcement{Name: "b.pdf", Purpose: file.Slides}, []byte("nothing"), 100)
		half, _ := h.Create(ctx, who, file.Announcement{Name: "c.pdf", Size: 10, Purpose: file.Slides})
		if _, err := h.Append(ctx, who, half.ID, 0, bytes.NewReader([]byte("%PDF")), 4); err != nil {
			t.Fatal(err)
		}
		h.clock.forward(25 * time.Hour)
		if err := h.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Get(ctx, who, bad.ID); !core.HasCode(err, "file_not_found") {
			t.Fatal(err)
		}
		if half, err = h.Get(ctx, who, half.ID); err != nil || half.Problem == nil || half.Problem.Code != "upload_abandoned" {
			t.Fatalf("%+v, %v", half, err)
		}
		for _, id := range []core.ID{bad.ID, half.ID} {
			if _, err := h.blobs.Size(ctx, id); err == nil {
				t.Fatal("bytes were left")
			}
		}
		if _, r, err := h.Open(ctx, who, f.ID); err != nil {
			t.Fatal("a ready file went too:", err)
		} else {
			_ = r.Close()
		}
	})
}
