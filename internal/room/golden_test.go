package room_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhaoyun/internal/room"
)

var update = flag.Bool("update", false, "write the golden logs in testdata/rooms")

// golden is a log with what it folds to. The page folds the same files.
type golden struct {
	Name    string           `json:"name"`
	Entries []room.Entry     `json:"entries"`
	State   room.State       `json:"state"`
	Staff   *room.StaffState `json:"staff,omitempty"`
}

// script writes a log by hand.
type script struct {
	entries []room.Entry
	heads   map[room.Lane]int64
}

func (s *script) add(lane room.Lane, kind, by, data string) int64 {
	if s.heads == nil {
		s.heads = map[room.Lane]int64{}
	}
	s.heads[lane]++
	at := start.Add(time.Duration(len(s.entries)) * 1700 * time.Millisecond)
	s.entries = append(s.entries, room.Entry{
		Lane: lane, Seq: s.heads[lane], Type: kind, At: room.Stamp(at), By: by, Data: json.RawMessage(data),
	})
	return s.heads[lane]
}

func (s *script) public(kind, by, data string) int64 { return s.add(room.Public, kind, by, data) }
func (s *script) staff(kind, by, data string) int64  { return s.add(room.Staff, kind, by, data) }

// redact is what reading the entry later gives.
func (s *script) redact(lane room.Lane, seq int64, why room.Redaction) {
	for i, e := range s.entries {
		if e.Lane == lane && e.Seq == seq {
			s.entries[i].Data, s.entries[i].Redacted = nil, why
		}
	}
}

const (
	host, mei, lin = "prt_host", "prt_mei", "prt_lin"
	seen           = ` <&> "引号"  😀`
)

func say(text string) string {
	b, _ := json.Marshal(text)
	return `{"text":` + string(b) + `}`
}

// scripts are the golden logs. Where a line is taken away there are two: one as
// the page saw it happen, one as it is read afterwards.
var scripts = map[string]func(s *script){
	"slides": func(s *script) {
		s.public("room.state", host, `{"state":"live"}`)
		for _, page := range []int{1, 2, 3, 2} {
			s.public("stage.shown", host, fmt.Sprintf(`{"kind":"slides","data":{"file":"f1","page":%d,"pages":3,"name":"推介.pdf"}}`, page))
		}
		s.public("stage.shown", host, `{"kind":"notice","data":{"text":{"en":"Back soon","zh-CN":"稍候"}}}`)
		s.public("room.state", host, `{"state":"paused"}`)
		s.public("stage.shown", host, `{"kind":"countdown","data":{"endsAt":"2026-11-24T02:10:00.000Z","label":{"zh-CN":"茶歇"}}}`)
		s.public("room.state", host, `{"state":"live"}`)
		s.public("stage.shown", host, `{"kind":"picture","data":{"file":"f2","name":"a.png","width":800,"height":600,"alt":"江景"}}`)
		s.public("stage.shown", "", `{"kind":"blank","data":{}}`)
		s.public("room.state", host, `{"state":"ended"}`)
	},
	"parcels": func(s *script) {
		show := func(place int) int64 {
			return s.public("stage.shown", host, fmt.Sprintf(
				`{"kind":"parcel","data":{"parcel":"p%d","version":3,"place":%d,"number":"示例储出〔2026〕%d 号","name":{"zh-CN":"甲 <&>"},"bounds":[120.1,30.2,120.2,30.3],"figures":{"areaM2":24680}}}`,
				place, place, place))
		}
		look := func(stage int64, lng float64, layers string) {
			s.public("stage.camera", host, fmt.Sprintf(`{"stage":%d,"lng":%g,"lat":30.2300001,"zoom":16.25,"pitch":45,"bearing":-20.5,"layers":%s}`, stage, lng, layers))
		}
		look(1, 120, `[]`) // nothing is on stage
		first := show(1)
		look(first, 120.15, `["massing"]`)
		look(first, 120.16, `["massing","around"]`)
		s.public("question.asked", mei, `{"id":"q1","text":"何时交地？","stage":{"kind":"parcel","data":{"parcel":"p1","place":1,"number":"示例储出〔2026〕1 号","name":{"zh-CN":"甲 <&>"}},"seq":2}}`)
		second := show(2) // begins where the map starts
		look(first, 120.17, `[]`)
		look(second, 120, `[]`)
		s.public("stage.camera", host, `null`)
	},
	"parcel-taken-off": func(s *script) {
		s.public("stage.shown", host, `{"kind":"parcel","data":{"parcel":"p1","version":1,"number":"1","name":{"zh-CN":"甲"},"figures":{}}}`)
		s.public("stage.camera", host, `{"stage":1,"lng":120,"lat":30,"zoom":16,"pitch":0,"bearing":0,"layers":[]}`)
		s.public("stage.shown", host, `{"kind":"blank","data":{}}`)
	},
	"chat-replies": func(s *script) {
		first := s.public("chat.posted", mei, say("容积率是多少？"+seen))
		s.public("chat.posted", lin, fmt.Sprintf(`{"text":"2.5","replyTo":%d}`, first))
		s.public("chat.posted", host, fmt.Sprintf(`{"text":"多行\n文字","replyTo":%d}`, first))
	},
	"hidden-as-it-happened": func(s *script) { hidden(s) },
	"hidden-read-later": func(s *script) {
		for _, seq := range hidden(s) {
			s.redact(room.Public, seq, room.Hidden)
		}
	},
	"retracted-then-hidden": func(s *script) {
		seq := s.public("chat.posted", mei, say("打错了"))
		s.public("chat.retracted", mei, fmt.Sprintf(`{"ref":%d}`, seq))
		s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, seq))
		s.public("chat.hidden", host, `{"ref":99}`)
	},
	"erased-as-it-happened": func(s *script) { erased(s) },
	"erased-read-later": func(s *script) {
		public, staff := erased(s)
		for _, seq := range public {
			s.redact(room.Public, seq, room.Erased)
		}
		for _, seq := range staff {
			s.redact(room.Staff, seq, room.Erased)
		}
	},
	"agreements": func(s *script) { agreements(s) },
	"starts":     func(s *script) { starts(s) },
	"reactions": func(s *script) {
		s.public("reactions.added", "", `{"like":3}`)
		s.public("reactions.added", "", `{"clap":12,"like":1}`)
		s.public("reactions.added", "", `{"clap":5,"heart":2}`)
	},
	"settings": func(s *script) {
		s.public("room.settings", host, `{"chat":"review","slowSeconds":30}`)
		s.public("room.settings", host, `{"chat":"closed","slowSeconds":0}`)
	},
	"recording": func(s *script) {
		s.public("recording.started", host, `{"id":"rec_1"}`)
		s.public("recording.ended", host, `{"id":"rec_1"}`)
		s.public("recording.started", "", `{"id":"rec_2"}`)
		s.public("recording.ended", "", `{"id":"rec_1"}`)
	},
	"recorded": func(s *script) {
		s.public("recording.started", "", `{"id":"rec_1"}`)
		s.public("recording.ended", host, `{"id":"rec_1"}`)
	},
	"unknown-types": func(s *script) {
		s.public("parcel.shown", host, `{"parcel":"01"}`)
		s.public("chat.posted", mei, say("在"))
		s.public("toString", host, `{}`)
		s.public("room.state", host, `null`)
		s.public("stage.shown", host, `{"kind":"parcel","data":{"page":7,"parcel":"01"}}`)
		s.staff("readiness.changed", host, `{"ready":true}`)
	},
	"sixty-five-lines": func(s *script) {
		for i := range 65 {
			s.public("chat.posted", []string{mei, lin}[i%2], say(fmt.Sprintf("第 %d 行", i+1)))
		}
		s.public("chat.hidden", host, `{"ref":2}`)
		s.public("chat.retracted", lin, `{"ref":64}`)
	},
	"questions": func(s *script) { questions(s) },
	"questions-read-later": func(s *script) {
		for _, seq := range questions(s) {
			s.redact(room.Public, seq, room.Hidden)
		}
	},
	"questions-erased-later": func(s *script) {
		s.public("question.asked", mei, `{"id":"q1","text":"工期？"}`)
		s.public("question.asked", "", `{"id":"q2","text":"匿名的","anonymous":true}`)
		s.staff("question.waiting", mei, `{"id":"q3","text":"还在等","why":"review"}`)
		s.public("participant.erased", "", `{"participant":"prt_mei"}`)
		s.staff("participant.erased", "", `{"participant":"prt_mei"}`)
		s.redact(room.Public, 1, room.Erased)
	},
	"sixty-five-questions": func(s *script) {
		for i := range 65 {
			s.public("question.asked", lin, fmt.Sprintf(`{"id":"q%d","text":"第 %d 问"}`, i+1, i+1))
			switch i {
			case 2:
				s.public("question.pinned", host, `{"ref":2,"pinned":true}`)
			case 9:
				s.public("questions.counted", "", `{"votes":{"1":4,"3":7,"99":1}}`)
			}
		}
	},
	"polls": func(s *script) {
		opened := func(id, kind, options string, most int, results string) {
			s.public("poll.opened", host, fmt.Sprintf(`{"poll":%q,"kind":%q,"question":"最关心哪一项？","options":%s,"min":1,"max":%d,"results":%q}`,
				id, kind, options, most, results))
		}
		s.public("poll.closed", host, `{"poll":"p0","tally":{"voters":1,"counts":[1]}}`)
		for i := range 9 {
			opened(fmt.Sprintf("early-%d", i), "single", `["甲","乙"]`, 1, "closed")
			s.public("poll.closed", host, fmt.Sprintf(`{"poll":"early-%d","tally":{"voters":%d,"counts":[%d,0]}}`, i, i, i))
		}
		opened("p1", "multiple", `["地价","配套 <&>","政策"]`, 2, "live")
		s.public("poll.closed", host, `{"poll":"p1","tally":{"voters":3,"counts":[2,1,2]}}`)
		opened("p2", "rating", `["1","2","3","4","5"]`, 1, "live")
		s.public("poll.opened", host, `null`)
	},
	"announcements": func(s *script) {
		s.public("announcement.posted", host, `{"text":"茶歇 <&> 到 10:45"}`)
		first := s.public("announcement.posted", host, `{"text":"十点五十继续"}`)
		s.public("announcement.withdrawn", host, `{"ref":1}`) // not shown any more
		s.public("links.set", host, `{"links":[{"title":"投资指南","url":"https://example.com/a?b=1&c=2"}]}`)
		s.public("announcement.withdrawn", host, fmt.Sprintf(`{"ref":%d}`, first))
		s.public("links.set", host, `{"links":[]}`)
		s.public("links.set", host, `{"links":[{"title":"甲","url":"https://example.com/"},{"title":"乙","url":"https://example.cn/"}]}`)
		s.public("announcement.posted", "", `{"text":"请填意向表"}`)
	},
	"hands": func(s *script) {
		raise := func(who string) { s.staff("hand.raised", who, fmt.Sprintf(`{"participant":%q}`, who)) }
		raise(mei)
		raise(lin)
		raise(host)
		s.staff("hand.called", host, `{"participant":"prt_mei"}`)
		s.staff("hand.called", host, `{"participant":"prt_nobody"}`)
		s.staff("hand.lowered", host, `{"participant":"prt_lin"}`)
		raise(lin)
		raise(mei) // again: not called any more, and last
		s.staff("hand.called", host, `{"participant":"prt_lin"}`)
		s.staff("hand.lowered", "", `null`)
		s.staff("participant.erased", "", `{"participant":"prt_mei"}`)
	},
	"backchannel": func(s *script) { backchannel(s) },
	"backchannel-read-later": func(s *script) {
		retracted, erased := backchannel(s)
		s.redact(room.Staff, retracted, room.Retracted)
		s.redact(room.Staff, erased, room.Erased)
	},
	"handouts": func(s *script) {
		s.public("handouts.set", host, `{"handouts":[{"file":"f1","kind":"slides","name":"推介 <&>.pdf","pages":12,"size":2048}]}`)
		s.public("handouts.set", host, `{"handouts":[{"file":"f1","kind":"slides","name":"推介.pdf","pages":12,"size":2048},{"file":"f2","kind":"picture","name":"图.png","size":99}]}`)
		s.public("handouts.set", "", `null`)
		s.public("handouts.set", host, `{"handouts":[{"file":"f2","kind":"picture","name":"图.png","size":99}]}`)
	},
	"rundown": func(s *script) {
		begin := func(item, rest string) {
			s.public("rundown.started", host, fmt.Sprintf(`{"item":%q,"title":"第 <&> 项","minutes":15%s}`, item, rest))
		}
		s.staff("rundown.changed", host, `{}`)
		s.public("rundown.next", host, `{"next":{"item":"i1","title":"还没开始"}}`)
		s.public("room.state", host, `{"state":"live"}`)
		begin("i1", `,"participant":"prt_lin","next":{"item":"i2","title":"推介"}`)
		s.public("stage.shown", host, `{"kind":"slides","data":{"file":"f1","page":1,"pages":3,"name":"推介.pdf"}}`)
		s.public("room.state", host, `{"state":"paused"}`)
		s.public("chat.posted", mei, say("茶歇"))
		s.public("room.state", host, `{"state":"live"}`)
		begin("i2", `,"speaker":"四部门答问席","next":{"item":"i3","title":"签约"}`)
		s.public("rundown.next", host, `{"next":{"item":"i4","title":"插入的"}}`)
		s.public("room.state", host, `{"state":"paused"}`)
		begin("i1", `,"next":null`) // back, during the break
		s.public("rundown.started", host, `null`)
		s.public("room.state", host, `{"state":"live"}`)
		s.public("rundown.ended", host, `{"item":"i1"}`)
		s.public("rundown.ended", host, `{"item":"i1"}`)
		begin("i4", `,"next":null`)
		s.staff("participant.ready", mei, `{"participant":"prt_mei","ready":true}`)
		s.staff("participant.ready", lin, `{"participant":"prt_lin","ready":true}`)
		s.staff("participant.ready", host, `{"participant":"prt_host","ready":true,"devices":{"camera":"ok","microphone":"denied"}}`)
		s.staff("participant.ready", mei, `{"participant":"prt_mei","ready":true,"devices":{"camera":"none"}}`)
		s.staff("participant.ready", host, `{"participant":"prt_host","ready":false}`)
		s.staff("participant.erased", "", `{"participant":"prt_mei"}`)
		s.staff("rundown.changed", host, `{}`)
		s.public("rundown.ended", host, `{"item":"i4"}`)
		s.public("room.state", host, `{"state":"ended"}`)
	},
	"scene": func(s *script) {
		s.public("scene.set", host, `{"layout":"speaker","people":[{"id":"prt_host"}]}`)
		s.public("scene.set", host, `{"layout":"three-venues","people":[{"id":"prt_host","muted":true},{"encoder":"k1","label":"江河汇 <&> 现场"},{"id":"prt_lin"}],`+
			`"speaker":"k1","screen":"prt_lin","hold":{"kind":"clip","file":"f1","name":"片头.mp4"}}`)
		s.public("scene.set", host, `null`)
		s.public("scene.set", "", `{"layout":"gallery"}`)
		s.public("scene.set", host, `{"people":[{"id":"prt_mei"}],"layout":"speaker-slides","hold":{"name":"稍候.png","kind":"picture","file":"f2"}}`)
		s.public("room.state", host, `{"state":"ended"}`)
	},
	"long-rundown": func(s *script) {
		s.public("room.state", host, `{"state":"live"}`)
		for i := range 105 {
			s.public("rundown.started", host, fmt.Sprintf(`{"item":"i%d","title":"第 %d 项","minutes":1,"next":null}`, i%7, i))
		}
	},
	"long-timeline": func(s *script) {
		for i := range 205 {
			s.public("stage.shown", host, fmt.Sprintf(`{"kind":"slides","data":{"file":"f1","page":%d,"pages":300,"name":"a.pdf"}}`, i+1))
		}
	},
	"staff": func(s *script) {
		s.staff("chat.waiting", mei, `{"text":"加微信","why":"word"}`)
		s.staff("chat.waiting", lin, `{"text":"请问工期","replyTo":4,"why":"review"}`)
		s.staff("chat.waiting", mei, `{"text":"谢谢","why":"review"}`)
		s.public("chat.posted", lin, say("请问工期"))
		s.staff("chat.reviewed", host, `{"ref":2,"decision":"publish","public":1}`)
		s.staff("chat.reviewed", host, `{"ref":1,"decision":"reject"}`)
		s.staff("participant.muted", host, `{"participant":"prt_mei","until":"2026-11-24T02:30:00.000Z"}`)
		s.staff("slides.added", host, `{"file":"f1","name":"推介.pdf"}`)
		s.staff("participant.role", host, `{"participant":"prt_lin","role":"moderator"}`)
		s.staff("participant.kicked", host, `{"participant":"prt_mei","reason":"刷屏"}`)
		for range 50 {
			s.staff("chat.hidden", lin, `{"ref":1,"participant":"prt_mei","by":"prt_lin"}`)
		}
	},
}

// hidden hides two lines, one of which was an answer.
func hidden(s *script) []int64 {
	a := s.public("chat.posted", mei, say("不妥的话"))
	b := s.public("chat.posted", lin, fmt.Sprintf(`{"text":"回不妥的话","replyTo":%d}`, a))
	s.public("chat.posted", lin, fmt.Sprintf(`{"text":"好的","replyTo":%d}`, b))
	s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, a))
	s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, b))
	s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, a))
	return []int64{a, b}
}

// questions are asked, wanted, merged, answered and hidden.
func questions(s *script) []int64 {
	a := s.public("question.asked", mei, `{"id":"q1","text":"容积率？","stage":{"kind":"slides","data":{"file":"f1","page":3},"seq":1}}`)
	b := s.public("question.asked", "", `{"id":"q2","text":"匿名 <b>","anonymous":true}`)
	c := s.public("question.asked", lin, `{"id":"q3","text":"容积率多少"}`)
	d := s.public("question.asked", lin, `{"id":"q4","text":"收回"}`)
	s.staff("question.waiting", "", `{"id":"q5","text":"等","anonymous":true,"why":"review"}`)
	s.staff("question.waiting", lin, `{"id":"q6","text":"也等","stage":{"kind":"blank","data":{},"seq":2},"why":"word"}`)
	s.public("questions.counted", "", fmt.Sprintf(`{"votes":{"%d":5,"%d":2}}`, a, c))
	s.public("question.pinned", host, fmt.Sprintf(`{"ref":%d,"pinned":true}`, a))
	s.public("question.merged", host, fmt.Sprintf(`{"ref":%d,"into":%d}`, c, a))
	s.public("question.withdrawn", lin, fmt.Sprintf(`{"ref":%d}`, d))
	s.public("question.answered", host, fmt.Sprintf(`{"ref":%d,"how":"live"}`, a))
	s.public("question.answered", host, fmt.Sprintf(`{"ref":%d,"how":"written","text":"2.5"}`, a))
	s.public("question.pinned", host, fmt.Sprintf(`{"ref":%d,"pinned":true}`, b))
	s.public("question.hidden", host, fmt.Sprintf(`{"ref":%d}`, b))
	s.staff("question.reviewed", host, `{"ref":1,"decision":"reject"}`)
	s.public("room.settings", host, `{"chat":"open","slowSeconds":0,"questions":"closed"}`)
	return []int64{b}
}

// backchannel has a line taken back and one of a person who is erased; it is as long
// as the state shows, and longer.
func backchannel(s *script) (retracted, erased int64) {
	for i := range 48 {
		s.staff("backchannel.posted", host, say(fmt.Sprintf("第 %d 句", i+1)))
	}
	a := s.staff("backchannel.posted", host, say("规资说他可以答"+seen))
	b := s.staff("backchannel.posted", mei, say("住建摄像头没画面"))
	s.staff("backchannel.retracted", host, fmt.Sprintf(`{"ref":%d}`, a))
	s.staff("backchannel.retracted", mei, `{"ref":99}`)
	s.staff("slides.added", host, `{"file":"f1"}`)
	s.staff("participant.erased", "", `{"participant":"prt_mei"}`)
	s.staff("backchannel.posted", lin, say("收到"))
	return a, b
}

// erased erases a person one of whose lines was hidden, one waits, and about whom
// staff has written.
func erased(s *script) (public, staff []int64) {
	a := s.public("chat.posted", mei, say("我的电话"))
	b := s.public("chat.posted", mei, say("再说一句"))
	s.public("chat.posted", lin, fmt.Sprintf(`{"text":"好","replyTo":%d}`, a))
	s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, a))
	c := s.staff("chat.hidden", host, fmt.Sprintf(`{"ref":%d,"participant":"prt_mei","reason":"含电话","by":"prt_host"}`, a))
	d := s.staff("chat.waiting", mei, `{"text":"还在等","why":"review"}`)
	s.staff("chat.waiting", lin, `{"text":"别人的","why":"review"}`)
	e := s.staff("participant.banned", host, `{"participant":"prt_mei","reason":"多次"}`)
	s.staff("participant.muted", host, `{"participant":"prt_lin","until":"2026-11-24T02:30:00.000Z"}`)
	s.public("participant.erased", "", `{"participant":"prt_mei"}`)
	s.staff("participant.erased", "", `{"participant":"prt_mei"}`)
	s.public("chat.hidden", host, fmt.Sprintf(`{"ref":%d}`, b))
	return []int64{a, b}, []int64{c, d, e}
}

func foldAll(entries []room.Entry, state room.State, staff room.StaffState) (room.State, room.StaffState) {
	for _, e := range entries {
		switch e.Lane {
		case room.Public:
			state.Fold(e)
		case room.Staff:
			staff.Fold(e)
		}
	}
	return state, staff
}

func TestGoldenLogsFoldToTheSameJSON(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "testdata", "rooms")
	for name, write := range scripts {
		var s script
		write(&s)
		g := golden{Name: name, Entries: s.entries}
		var staff room.StaffState
		g.State, staff = foldAll(s.entries, room.NewState(), room.NewStaffState())
		if s.heads[room.Staff] > 0 {
			g.Staff = &staff
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(g); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".json")
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v; run go test ./internal/room -run Golden -update", err)
		}
		if !bytes.Equal(want, b.Bytes()) {
			t.Errorf("%s: the log folds to something else than the golden one; compare, then -update", name)
		}
		// A state that has travelled as a snapshot goes on like one folded from the start.
		for n := range g.Entries {
			before, waiting := foldAll(g.Entries[:n], room.NewState(), room.NewStaffState())
			var snap room.State
			var staffSnap room.StaffState
			travel(t, before, &snap)
			travel(t, waiting, &staffSnap)
			after, log := foldAll(g.Entries[n:], snap, staffSnap)
			if encode(t, after) != encode(t, g.State) || encode(t, log) != encode(t, staff) {
				t.Fatalf("%s: a snapshot at %d and the tail give something else", name, n)
			}
		}
	}
}

func travel(t *testing.T, from, to any) {
	t.Helper()
	if err := json.Unmarshal([]byte(encode(t, from)), to); err != nil {
		t.Fatal(err)
	}
}
