package realtime

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

func TestTheBucketFillsAgain(t *testing.T) {
	t.Parallel()
	var b bucket
	now := time.Unix(0, 0)
	for b.take(now, 1) {
		if b.level < 0 {
			t.Fatal("below zero")
		}
	}
	if now = now.Add(time.Second); !b.take(now, fillRate) || b.take(now, 1) {
		t.Errorf("after a second there are %v left", b.level)
	}
}

func TestTheLaneKeepsWhatItMust(t *testing.T) {
	t.Parallel()
	l := newLane("public", 10)
	for seq := int64(11); seq <= 2000; seq++ {
		l.append(item{seq: seq})
	}
	for _, after := range []int64{1500, 1999, 2000} {
		items, ok := l.after(after)
		if !ok || int64(len(items)) != 2000-after || len(items) > 0 && items[0].seq != after+1 {
			t.Errorf("after %d: %d items, %v", after, len(items), ok)
		}
	}
	for _, after := range []int64{0, 10, 2001} {
		if _, ok := l.after(after); ok {
			t.Errorf("it has everything after %d", after)
		}
	}
	if l.evict(); l.from != 2000 || len(l.recent) != 0 {
		t.Error("it keeps something")
	}
}

// FuzzParse feeds the reader of client frames: it must not panic, and what it
// takes must be of a known kind and small.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"t":"ping"}`, `{"t":"pulse","type":"clap"}`, `{"t":"sticky","key":"pointer","data":{"x":0.1,"y":1,"page":3}}`,
		`{"t":"sticky","key":"pointer","data":null}`, `{"t":"entry"}`, `[]`, `{`, "\xff", `{"t":"sticky","key":"pointer","data":{"x":1e999}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		frame, code := parse(text)
		if code != "" {
			return
		}
		switch frame.kind {
		case "ping":
		case "pulse":
			if !reactions[frame.name] && frame.name != typing {
				t.Errorf("pulse %q", frame.name)
			}
		case "sticky":
			kind, ok := stickyKinds[frame.name]
			if !ok || !json.Valid(frame.value) || bytes.ContainsAny(frame.value, "\n") || len(frame.value) > 200 {
				t.Fatalf("sticky %q %s", frame.name, frame.value)
			}
			if again, err := kind.check(frame.value); err != nil || !bytes.Equal(again, frame.value) {
				t.Errorf("sticky %q %s becomes %s, %v", frame.name, frame.value, again, err)
			}
		default:
			t.Errorf("kind %q", frame.kind)
		}
	})
}
