package room

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"zhaoyun/internal/core"
)

func FuzzSince(f *testing.F) {
	for _, s := range []string{"", "public:412,staff:88,inbox:7", "public:-1", "public:1,public:2", "x:1", "public:99999999999999999999", ",", "public:+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		since, err := ParseSince(s)
		if err != nil {
			return
		}
		again, err := ParseSince(since.String())
		if err != nil || len(again) != len(since) {
			t.Fatalf("%q reads as %v and writes as %q", s, since, since.String())
		}
		for lane, seq := range since {
			if seq < 0 || again[lane] != seq {
				t.Fatalf("%q reads as %v", s, since)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"内幕", "ＶＰＮ", "v\u200bp\u00adn", "ﬁ", "İ", "a\u0301", "\xff", "ㅤ", "e\u0301\u200d"} {
		f.Add(s, "　x ")
	}
	f.Fuzz(func(t *testing.T, word, around string) {
		n := normalise(word)
		if normalise(n) != n {
			t.Fatalf("%q normalises to %q and then to %q", word, n, normalise(n))
		}
		if !utf8.ValidString(n) || strings.ContainsFunc(n, unicode.IsSpace) {
			t.Fatalf("%q normalises to %q", word, n)
		}
		if n == "" {
			return
		}
		// However it is spaced out, the word is found.
		spaced := strings.Join(strings.Split(n, ""), "\u200b ")
		if !hasWord(normalise(spaced), []string{n}) {
			t.Fatalf("%q is not found in %q", n, spaced)
		}
		line := tidyLine(around + word)
		if tidyLine(line) != line || !utf8.ValidString(line) {
			t.Fatalf("%q tidies to %q", around+word, line)
		}
	})
}

// FuzzStage feeds what a presenter puts on the stage: what is taken is taken the
// same way again, fits its bounds and says nothing the presenter did not.
func FuzzStage(f *testing.F) {
	for kind, seeds := range map[string][]string{
		StageSlides:    {`{"file":"deck","page":3}`, `{"file":"deck","page":0}`, `{"file":"deck","page":10}`, `{"file":"gone","page":1}`, `{"file":"deck","page":1e400}`},
		StagePicture:   {`{"file":"view","alt":"湖"}`, `{"file":"deck"}`, `{"file":"view","alt":"\u202e x "}`},
		StageNotice:    {`{"text":{"zh-CN":"欢迎","en":"Welcome"}}`, `{"text":{}}`, `{"text":{"xx":"?"}}`, `{"text":null}`},
		StageCountdown: {`{"endsAt":"2026-11-24T03:00:00Z","label":{"en":"Soon"}}`, `{"endsAt":"2026-11-24T03:00:00.123456789+08:00"}`, `{"endsAt":"soon"}`},
		StageBlank:     {``, `null`, `{}`, `{"a":1}`},
	} {
		for _, data := range append(seeds, `[]`, `{`, `{} {}`, `{"text":{"en":"a"},"more":1}`, "\xff") {
			f.Add(kind, []byte(data))
		}
	}
	on := StageContext{Room: "room", Now: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC), Slides: func(_ context.Context, file core.ID) (SlideFile, error) {
		switch file {
		case "deck":
			return SlideFile{File: file, Kind: StageSlides, Pages: 9, Name: "deck.pdf"}, nil
		case "view":
			return SlideFile{File: file, Kind: StagePicture, Width: 8, Height: 6, Name: "view.png"}, nil
		}
		return SlideFile{}, core.Invalid("slides_not_found", "It is not here.")
	}}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		k, known := DefaultStageKinds()[kind]
		if !known {
			return
		}
		shown, err := k.Validate(context.Background(), on, data)
		if err != nil {
			if refused := core.AsError(err); refused.Kind != core.KindInvalid || refused.Code == "" {
				t.Fatalf("%s %q: %v", kind, data, err)
			}
			return
		}
		body, err := canonical(shown)
		if err != nil || !json.Valid(body) || bytes.ContainsRune(body, '\n') || !utf8.Valid(body) || len(body) > 3*4*maxNoticeRunes+4096 {
			t.Fatalf("%s %q becomes %q, %v", kind, data, body, err)
		}
		again, err := k.Validate(context.Background(), on, body)
		if err != nil {
			t.Fatalf("%s %q becomes %q, which is refused: %v", kind, data, body, err)
		}
		if twice, _ := canonical(again); !bytes.Equal(twice, body) {
			t.Fatalf("%s %q becomes %q and then %q", kind, data, body, twice)
		}
	})
}

// FuzzFold feeds entries of any kind: whatever is in a log, its state can be
// written, and read in the middle it goes on to the same end.
func FuzzFold(f *testing.F) {
	for _, kind := range []string{
		TypeState, TypeStage, TypePosted, TypeHidden, TypeRetracted, TypeSettings, TypeReactions, TypeErased, TypeWaiting, TypeReviewed, TypeMuted,
		TypeKicked, TypeBanned, TypeUnbanned, TypeRole, TypeSlidesAdded, TypeSlidesRemoved, "from.the.future",
	} {
		for _, data := range []string{`{"state":"live"}`, `{"text":"a","replyTo":1}`, `{"ref":1}`, `{"clap":3,"like":-1}`, `{"participant":"p"}`, `null`, `[]`, `{"kind":"notice","data":{}}`, `"x"`} {
			f.Add(kind, data, TypePosted, `{"text":"b","ref":1,"participant":"p"}`, "p")
		}
	}
	f.Fuzz(func(t *testing.T, one, first, two, second, by string) {
		if !json.Valid([]byte(first)) || !json.Valid([]byte(second)) || !utf8.ValidString(one+first+two+second+by) {
			return // the log holds JSON
		}
		log := func(lane Lane) []Entry {
			return []Entry{
				{Lane: lane, Seq: 1, Type: one, At: "2026-11-24T02:00:00.000Z", By: by, Data: raw(first)},
				{Lane: lane, Seq: 2, Type: two, At: "2026-11-24T02:00:01.000Z", By: by, Data: raw(second)},
				{Lane: lane, Seq: 3, Type: one, At: "2026-11-24T02:00:02.000Z", By: by, Redacted: Hidden},
				{Lane: lane, Seq: 4, Type: two, At: "2026-11-24T02:00:03.000Z", By: by, Data: raw(first)},
			}
		}
		foldTwice(t, NewState, (*State).Fold, log(Public))
		foldTwice(t, NewStaffState, (*StaffState).Fold, log(Staff))
	})
}

// foldTwice folds a log from its start, and once more with the state written and read
// again after each entry.
func foldTwice[S any](t *testing.T, begin func() S, fold func(*S, Entry), log []Entry) {
	t.Helper()
	write := func(s S) []byte {
		t.Helper()
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	straight, resumed := begin(), begin()
	for _, e := range log {
		fold(&straight, e)
		fold(&resumed, e)
		var read S
		if err := json.Unmarshal(write(resumed), &read); err != nil {
			t.Fatal(err)
		}
		resumed = read
	}
	if a, b := write(straight), write(resumed); !bytes.Equal(a, b) {
		t.Fatalf("straight: %s\nresumed: %s", a, b)
	}
}
