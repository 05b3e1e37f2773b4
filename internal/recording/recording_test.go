package recording_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestAHostBeginsAndEndsARecording(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, err := h.recordings.Set(h.ctx, wang, h.room, true)
		h.code(err, "recording_not_live")
		h.phase(room.Live)
		_, err = h.recordings.Set(h.ctx, official("other"), h.room, true)
		if err == nil {
			t.Error("a stranger records")
		}
		r, err := h.recordings.Set(h.ctx, wang, h.room, true)
		h.ok(err)
		again, err := h.recordings.Set(h.ctx, wang, h.room, true)
		h.ok(err)
		if again.ID != r.ID {
			t.Error("a second recording runs")
		}
		testkit.Eventually(t, "the recorder is at work", func() bool { n, _, _, kept := h.reel.state(); return n == 1 && kept })
		if now, err := h.recordings.Current(h.ctx, h.room); err != nil || now == nil || now.ID != r.ID {
			t.Errorf("recorded now: %v, %v", now, err)
		}
		h.code(h.recordings.Delete(h.ctx, wang, r.ID), "recording_running")
		_, err = h.recordings.Set(h.ctx, wang, h.room, false)
		h.ok(err)
		done := h.becomes(r.ID, recording.Ended)
		if len(done.Spans) != 1 || done.Bytes == 0 || done.EndedAt.IsZero() {
			t.Errorf("it ended as %+v", done)
		}
		second, err := h.recordings.Set(h.ctx, wang, h.room, true)
		h.ok(err)
		if second.ID == r.ID {
			t.Error("an ended recording goes on")
		}
		h.phase(room.Ended)
		h.becomes(second.ID, recording.Ended)
		want := []string{room.TypeRecordingStarted, room.TypeRecordingEnded, room.TypeRecordingStarted, room.TypeRecordingEnded}
		if got := h.log(); !slices.Equal(got, want) {
			t.Errorf("the log says %v", got)
		}
		if n := h.audited("set-recording"); n != 3 {
			t.Errorf("%d lines in the audit log", n)
		}
		all, err := h.recordings.List(h.ctx, wang, h.room)
		if h.ok(err); len(all) != 2 || all[0].ID != r.ID {
			t.Errorf("there are %+v", all)
		}
		_, err = h.recordings.Set(h.ctx, wang, h.room, true)
		h.code(err, "recording_not_live")
	})
}

func TestWhereNothingIsRecordedItSaysWhy(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.phase(room.Live)
		without := h.service(nil)
		_, err := without.Set(h.ctx, wang, h.room, true)
		h.code(err, "recording_unavailable")
		if url, err := without.Feed(h.ctx, h.room, true); url != "" || err != nil {
			t.Errorf("a feed without ffmpeg: %q, %v", url, err)
		}
		h.session.Recording = event.RecordingOff
		_, err = h.recordings.Set(h.ctx, wang, h.room, true)
		h.code(err, "recording_off")
	})
}

func TestALiveFeedRunsWhileSomebodyWatchesAndLeavesNothing(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.phase(room.Live)
		if url, err := h.recordings.Feed(h.ctx, h.room, false); url != "" || err != nil {
			t.Errorf("a feed that nobody wants: %q, %v", url, err)
		}
		url, err := h.recordings.Feed(h.ctx, h.room, true)
		h.ok(err)
		parts := strings.Split(url, "/")
		if len(parts) != 5 || parts[1] != "media" || parts[4] != "live.m3u8" {
			t.Fatalf("the address is %q", url)
		}
		same, err := h.recordings.Feed(h.ctx, h.room, true)
		if h.ok(err); same != url {
			t.Error("a second feed runs")
		}
		testkit.Eventually(t, "the feed runs, and is not kept", func() bool { n, _, _, kept := h.reel.state(); return n == 1 && !kept })
		if all, err := h.recordings.List(h.ctx, wang, h.room); err != nil || len(all) != 0 || len(h.log()) != 0 {
			t.Errorf("a feed is a recording: %v, %v", all, err)
		}
		if _, err := h.recordings.Read(h.ctx, wang, parts[2]); !core.HasCode(err, "recording_not_found") {
			t.Errorf("a feed is read as a recording: %v", err)
		}
		// It is kept from when somebody wants that, and goes on as it is.
		r, err := h.recordings.Set(h.ctx, wang, h.room, true)
		if h.ok(err); r.ID != parts[2] {
			t.Error("the recording is another than the feed")
		}
		testkit.Eventually(t, "it is kept", func() bool { _, begun, _, kept := h.reel.state(); return kept && begun == 1 })
		_, err = h.recordings.Set(h.ctx, wang, h.room, false)
		h.ok(err)
		h.becomes(r.ID, recording.Ended)
		// The next one ends by itself when nobody asks for it.
		url, err = h.recordings.Feed(h.ctx, h.room, true)
		h.ok(err)
		id := strings.Split(url, "/")[2]
		testkit.Eventually(t, "the next feed runs", func() bool { n, _, _, _ := h.reel.state(); return n == 1 })
		h.ahead.Store(int64(2 * time.Minute))
		testkit.Eventually(t, "it is gone with its files", func() bool {
			_, err := store.NewRecordings(db).Recording(h.ctx, id)
			_, there := os.Stat(filepath.Join(h.dir, id))
			return core.HasCode(err, "recording_not_found") && there != nil
		})
	})
}

func TestARecordingGoesWhenItsTimeIsOverUnlessItIsKept(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.phase(room.Live)
		var ids []core.ID
		for range 3 {
			r, err := h.recordings.Set(h.ctx, wang, h.room, true)
			h.ok(err)
			testkit.Eventually(t, "the recorder is at work", func() bool { n, _, _, _ := h.reel.state(); return n == 1 })
			_, err = h.recordings.Set(h.ctx, wang, h.room, false)
			h.ok(err)
			h.becomes(r.ID, recording.Ended)
			ids = append(ids, r.ID)
		}
		var kept recording.Recording
		testkit.Eventually(t, "all are made into one file", func() bool {
			all, err := h.recordings.List(h.ctx, wang, h.room)
			kept = all[0]
			return err == nil && all[0].Film && all[1].Film && all[2].Film
		})
		if at := h.recordings.ExpiresAt(kept); !at.Equal(kept.EndedAt.AddDate(0, 0, 30)) {
			t.Errorf("it goes at %s", at)
		}
		_, err := h.recordings.Protect(h.ctx, wang, kept.ID, kept.Version-1, true)
		h.code(err, "version_conflict")
		_, err = h.recordings.Protect(h.ctx, official("other"), kept.ID, kept.Version, true)
		h.code(err, "not_allowed")
		kept, err = h.recordings.Protect(h.ctx, wang, kept.ID, kept.Version, true)
		if h.ok(err); !kept.Protected || !h.recordings.ExpiresAt(kept).IsZero() {
			t.Errorf("it is not kept: %+v", kept)
		}
		f, err := h.recordings.Open(h.ctx, wang, kept.ID, true)
		h.ok(err)
		if all, err := io.ReadAll(f); string(all) != "one film" || err != nil {
			t.Errorf("the film is %q, %v", all, err)
		}
		_ = f.Close()
		served := func(id core.ID) error {
			r, err := store.NewRecordings(db).Recording(h.ctx, id)
			h.ok(err)
			_, err = h.recordings.Serve(h.ctx, r.ID, r.Secret, "seg-000000.m4s")
			return err
		}
		h.ok(served(ids[1]))
		h.ok(h.recordings.Delete(h.ctx, wang, ids[1]))
		h.code(served(ids[1]), "no_such_path")
		h.code(h.recordings.Delete(h.ctx, wang, ids[1]), "recording_not_found")
		h.ok(served(ids[2]))
		h.ahead.Store(int64(29 * 24 * time.Hour))
		h.ok(h.recordings.Sweep(h.ctx))
		h.ok(served(ids[2]))
		h.ahead.Store(int64(31 * 24 * time.Hour))
		h.ok(h.recordings.Sweep(h.ctx))
		h.code(served(ids[2]), "no_such_path")
		h.ok(served(ids[0]))
		for action, want := range map[string]int{"delete-recording": 1, "expire-recording": 1, "update-recording": 1, "get-recording-file": 1} {
			if n := h.audited(action); n != want {
				t.Errorf("%d audit lines of %s", n, action)
			}
		}
		if w, err := h.recordings.Watchable(h.ctx, h.room); err != nil || len(w) != 1 || w[0].ID != ids[0] {
			t.Errorf("to be watched again: %+v, %v", w, err)
		}
	})
}

func TestOnlyPartsOfRecordingsAreServed(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		id, secret := core.NewID(), strings.Repeat("ab", 16)
		dir := filepath.Join(h.dir, id, secret)
		h.ok(os.MkdirAll(dir, 0o755))
		for _, name := range []string{"live.m3u8", "index.m3u8", "init-0123456789ab.mp4", "seg-000001.m4s", "film.mp4", ".hold-1", ".new-2"} {
			h.ok(os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
		}
		for name, want := range map[string]string{"live.m3u8": "no-cache", "index.m3u8": "no-cache", "init-0123456789ab.mp4": "for ever", "seg-000001.m4s": "for ever"} {
			f, err := h.recordings.Serve(h.ctx, id, secret, name)
			if err != nil || string(f.Data) != name || f.Lasting != (want == "for ever") {
				t.Errorf("%s is served as %+v, %v", name, f, err)
			}
		}
		for _, path := range [][3]string{
			{id, secret, "film.mp4"}, {id, secret, ".hold-1"}, {id, secret, ".new-2"}, {id, secret, "../" + secret + "/live.m3u8"}, {id, secret, "seg-1.m4s"},
			{id, "..", "live.m3u8"}, {"..", secret, "live.m3u8"}, {id, strings.Repeat("ac", 16), "live.m3u8"}, {core.NewID(), secret, "live.m3u8"}, {id, secret, ""},
		} {
			if _, err := h.recordings.Serve(h.ctx, path[0], path[1], path[2]); !core.HasCode(err, "no_such_path") {
				t.Errorf("%v is served: %v", path, err)
			}
		}
	})
}

// A process that lost its lease writes nothing more; the other goes on.
func TestARecorderThatLostItsWorkStopsAndAnotherGoesOn(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.phase(room.Live)
		r, err := h.recordings.Set(h.ctx, wang, h.room, true)
		h.ok(err)
		testkit.Eventually(t, "the recorder is at work", func() bool { n, _, _, _ := h.reel.state(); return n == 1 })
		other := job.New(job.Deps{Store: store.NewJobs(db), Lease: 600 * time.Millisecond, Poll: 10 * time.Millisecond})
		second := &reel{}
		h.work(other, h.service(second))
		testkit.Eventually(t, "the first lost its work", func() bool {
			_, err := db.Conn(context.Background()).NewRaw("UPDATE jobs SET due_at = ? WHERE kind = 'record' AND state = 'running'", time.Unix(0, 0).UTC()).Exec(context.Background())
			_, _, lost, _ := h.reel.state()
			_, _, also, _ := second.state()
			return err == nil && lost+also > 0
		})
		testkit.Eventually(t, "one is at work", func() bool {
			a, _, _, _ := h.reel.state()
			b, _, _, _ := second.state()
			return a+b == 1
		})
		_, err = h.recordings.Set(h.ctx, wang, h.room, false)
		h.ok(err)
		h.becomes(r.ID, recording.Ended)
	})
}
