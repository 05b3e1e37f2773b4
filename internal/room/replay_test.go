package room_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// slide puts a page of a document on the stage.
func (h *house) slide(page int) {
	h.t.Helper()
	_, err := h.svc.ShowStage(h.ctx, official("host"), h.room, room.StageSlides, []byte(fmt.Sprintf(`{"file":"deck","page":%d}`, page)))
	h.ok(err)
}

func (h *house) phase(to room.Phase) {
	h.t.Helper()
	_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, to)
	h.ok(err)
}

// played has a session with a bit of everything: it goes live at minute 5, pauses
// for an hour after ten minutes, and ends after ten more. It returns what was asked.
func (h *house) played() (kept, gone room.Question) {
	h.t.Helper()
	host, mei, lin := official("host"), guest("梅"), guest("林")
	h.session.Replay = event.ReplayAttended
	_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
	h.ok(err)
	h.openQuestions()
	h.enter(mei)
	h.enter(lin)
	h.slide(1)
	h.slide(2)
	h.post(mei, "还没开始，先打个招呼")
	h.wait(5 * time.Minute)
	h.phase(room.Live)
	h.wait(time.Minute)
	h.slide(3)
	h.post(mei, `容积率 100% 是 "2.5" 吗？`)
	h.wait(time.Minute)
	kept, gone = h.ask(mei, "容积率怎样计算？", false), h.ask(lin, "不该留下的容积率问题", true)
	h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, kept.ID, room.AnsweredWritten, "按两宗合并计算容积率。"))
	h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, gone.ID, room.AnsweredWritten, "不该留下的答复"))
	h.wait(time.Minute)
	poll := h.openPoll(room.PollDraftData{Kind: room.PollSingle, Question: "最关心哪一项？", Options: []string{"容积率", "配套"}, Results: room.ResultsLive})
	h.vote(lin, poll, 1)
	h.closePoll(poll)
	h.wait(5 * time.Minute)
	h.phase(room.Paused)
	h.wait(30 * time.Minute)
	h.post(lin, "茶歇聊一句")
	h.wait(30 * time.Minute)
	h.phase(room.Live)
	_, err = h.svc.Announce(h.ctx, host, h.room, "下一场 14:00 开始")
	h.ok(err)
	h.wait(10 * time.Minute)
	h.post(lin, "林留下的容积率")
	h.phase(room.Ended)
	return kept, gone
}

func TestAReplayKeepsTimeFromTheStartAndShortensBreaks(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, gone := h.played()
		h.wait(24 * time.Hour)
		h.ok(h.svc.HideQuestion(h.ctx, official("host"), h.room, gone.ID, "离题"))
		r, err := h.svc.Replay(h.ctx, guest("梅"), h.room)
		h.ok(err)
		if got, want := r.Clock.Length(), 20*time.Minute+5*time.Second; got != want {
			t.Fatalf("it lasts %v, want %v", got, want)
		}
		for at, want := range map[time.Duration]time.Duration{
			0: 0, 5 * time.Minute: 0, 6 * time.Minute: time.Minute, 15 * time.Minute: 10 * time.Minute,
			45 * time.Minute: 10*time.Minute + 2500*time.Millisecond, 75 * time.Minute: 10*time.Minute + 5*time.Second,
			76 * time.Minute: 11*time.Minute + 5*time.Second, 85 * time.Minute: r.Clock.Length(), 50 * time.Hour: r.Clock.Length(),
		} {
			if got := r.Clock.Offset(start.Add(at)); got != want {
				t.Errorf("at %v the clock shows %v, want %v", at, got, want)
			}
		}
		var got []string
		for _, c := range r.Chapters {
			got = append(got, strings.TrimRight(fmt.Sprintf("%d %s %s%.0d %s", c.Offset/1000, c.Kind, c.Name, c.Page, c.Text), " "))
		}
		want := []string{
			"0 stage slides2 deck.pdf", "0 state live", "60 stage slides3", "180 question  容积率怎样计算？", "240 answer  容积率怎样计算？",
			"300 poll  最关心哪一项？", "300 result  最关心哪一项？", "600 state paused", "605 state live", "605 announcement  下一场 14:00 开始", "1205 state ended",
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	})
}

func TestAReplayOfACeremonyJumpsToConfirmationsTheSealAndTheStart(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, mei := official("host"), guest("mei")
		seat := h.enter(mei)
		h.session.Replay = event.ReplayAttended
		a := signing("a1", "frozen", 0)
		tell := func(kind, who string) {
			h.wait(time.Minute)
			a.Lines = append(slices.Clone(a.Lines), room.AgreementLine{At: room.Stamp(h.clock()), Kind: kind, Who: who})
			h.ok(h.sets(a))
		}
		h.ok(h.sets(a))
		h.phase(room.Live)
		_, err := h.svc.ShowStage(h.ctx, host, h.room, room.StageDocument, json.RawMessage(`{"agreement":"a1","page":2}`))
		h.ok(err)
		tell("confirmed", "乙方")
		tell("replaced", "甲方")
		tell("confirmed", "甲方")
		tell("released", "")
		h.wait(time.Minute)
		_, err = h.svc.SetVenues(h.ctx, host, h.room, []room.Venue{{Kind: "site", Label: "现场", Participant: seat.Participant}})
		h.ok(err)
		_, err = h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{In: 10 * time.Second, Label: core.Text{"zh-CN": "开工"}})
		h.ok(err)
		h.wait(10 * time.Second)
		_, err = h.svc.PressStart(h.ctx, mei, h.room, time.Time{})
		h.ok(err)
		h.phase(room.Ended)
		r, err := h.svc.Replay(h.ctx, mei, h.room)
		h.ok(err)
		var got []string
		for _, c := range r.Chapters {
			if c.Kind != "state" {
				got = append(got, fmt.Sprintf("%d %s %s%.0d %s %s", c.Offset/1000, c.Kind, c.Name, c.Page, c.Text, c.Label["zh-CN"]))
			}
		}
		want := []string{
			"0 stage document2  项目合作协议", "60 confirmed  乙方 项目合作协议", "180 confirmed  甲方 项目合作协议", "240 released   项目合作协议",
			"300 start   开工", "310 pressed   开工",
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	})
}

func TestASessionThatNeverWentLiveHasNothingToPlay(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.enter(guest("梅"))
		h.session.Replay = event.ReplayAttended
		h.post(guest("梅"), "有人吗")
		h.phase(room.Ended)
		r, err := h.svc.Replay(h.ctx, guest("梅"), h.room)
		h.ok(err)
		if r.Clock.Length() != 0 || len(r.Chapters) != 0 || r.Room.Public == 0 {
			t.Fatalf("got %+v", r)
		}
	})
}

func TestWhoMayWatchAgain(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		came, placed, stranger, banned := guest("came"), guest("placed"), guest("stranger"), guest("banned")
		h.guests["placed"] = room.Standing{Registered: true}
		h.session.Replay = event.ReplayAttended
		h.enter(came)
		_, err := h.svc.Ban(h.ctx, official("host"), h.room, h.enter(banned).Participant, "骚扰")
		h.ok(err)
		may := func(a core.Actor, want string) {
			t.Helper()
			_, err := h.svc.Replay(h.ctx, a, h.room)
			_, searched := h.svc.SearchReplay(h.ctx, a, h.room, "税", core.Paging{Limit: 5})
			_, read := h.svc.Entries(h.ctx, a, h.room, room.Public, 0, 10)
			if want == "" {
				h.ok(err)
				h.ok(searched)
				h.ok(read)
				h.ok(h.svc.MayReadRoom(h.ctx, a, h.room))
				h.ok(h.svc.TakeHandout(h.ctx, a, h.room, "deck"))
				return
			}
			h.code(err, want)
			h.code(searched, want)
			if a.Person == stranger.Person {
				h.code(h.svc.TakeHandout(h.ctx, a, h.room, "deck"), "room_ended")
			}
		}
		_, err = h.svc.AddSlides(h.ctx, official("host"), h.room, "deck")
		h.ok(err)
		_, err = h.svc.SetHandout(h.ctx, official("host"), h.room, "deck")
		h.ok(err)
		may(official("host"), "session_not_over")
		h.phase(room.Live)
		may(came, "session_not_over")
		h.phase(room.Ended)
		for setting, allowed := range map[event.Replay][]core.Actor{
			event.ReplayStaff: {official("host")}, event.ReplayAttended: {official("host"), came},
			event.ReplayRegistered: {official("host"), came, placed},
		} {
			h.session.Replay = setting
			for _, a := range []core.Actor{official("host"), came, placed, stranger} {
				want := "replay_closed"
				for _, ok := range allowed {
					if ok.Person == a.Person {
						want = ""
					}
				}
				may(a, want)
			}
			may(banned, "banned")
			may(core.Actor{}, "sign_in_required")
		}
		_, err = h.svc.Entries(h.ctx, stranger, h.room, room.Public, 0, 10)
		h.code(err, "room_ended")
		_, err = h.svc.Entries(h.ctx, placed, h.room, room.Inbox, 0, 10)
		h.code(err, "room_ended")
		h.session.Published = false
		may(came, "room_not_found")
	})
}

func TestSearchingALogFindsWhatIsThereNow(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, gone := h.played()
		search := func(words string) string {
			t.Helper()
			var all []string
			for p := (core.Paging{Limit: 2}); ; {
				page, err := h.svc.SearchReplay(h.ctx, guest("梅"), h.room, words, p)
				h.ok(err)
				if len(page.Items) > 2 {
					t.Fatalf("a page of %d", len(page.Items))
				}
				for _, f := range page.Items {
					all = append(all, fmt.Sprintf("%d %s", f.Offset/1000, f.Excerpt))
				}
				if p.Cursor = page.Next; p.Cursor == "" {
					return strings.Join(all, "|")
				}
			}
		}
		is := func(words, want string) {
			t.Helper()
			if got := search(words); got != want {
				t.Errorf("%s: got %s, want %s", words, got, want)
			}
		}
		is("不该", "240 不该留下的容积率问题|240 不该留下的答复")
		h.ok(h.svc.HideQuestion(h.ctx, official("host"), h.room, gone.ID, "离题"))
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "林"))
		is("不该", "")
		is("容积", `60 容积率 100% 是 "2.5" 吗？|180 容积率怎样计算？|240 按两宗合并计算容积率。|300 容积率`)
		is("茶歇", "")
		is("留下", "")
		is("招呼", "0 还没开始，先打个招呼")
		is("100%", `60 容积率 100% 是 "2.5" 吗？`)
		is(`"2.5"`, `60 容积率 100% 是 "2.5" 吗？`)
		for _, nothing := range []string{"text", "0%0", "容_率", `\`, "question", gone.ID} {
			is(nothing, "")
		}
		_, err := h.svc.SearchReplay(h.ctx, guest("梅"), h.room, " \n", core.Paging{Limit: 5})
		h.code(err, "search_words")
		_, err = h.svc.SearchReplay(h.ctx, guest("梅"), h.room, "税", core.Paging{Limit: 5, Cursor: "x"})
		h.code(err, "cursor_invalid")
	})
}

// What a replay folds at its end is what the last of those who were there had,
// byte for byte, also when it was taken away later.
func TestTheEndOfAReplayIsTheStateThatWasLeft(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		_, gone := h.played()
		mei := guest("梅")
		same := func() string {
			t.Helper()
			snap, heads, err := h.svc.Snapshot(h.ctx, h.enter(official("host")))
			h.ok(err)
			state := room.NewState()
			for after := int64(0); after < heads.Public; {
				page, err := h.svc.Entries(h.ctx, mei, h.room, room.Public, after, 7)
				h.ok(err)
				for _, e := range page.Items {
					state.Fold(e)
					after = e.Seq
				}
			}
			if got, want := encode(t, state), encode(t, snap.Public); got != want {
				t.Fatalf("the replay ends with %s\nthe room with %s", got, want)
			}
			return encode(t, state)
		}
		if !strings.Contains(same(), "不该留下的") {
			t.Fatal("the question is not there")
		}
		h.ok(h.svc.HideQuestion(h.ctx, official("host"), h.room, gone.ID, "离题"))
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "林"))
		if strings.Contains(same(), "不该留下的") {
			t.Fatal("what was hidden is in the replay")
		}
	})
}
