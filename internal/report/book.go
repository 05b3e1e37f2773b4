package report

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/sheet"
)

// book is the spreadsheet in one language, written while the session is read: the
// chat with the log, then the questions, at last what needs the whole.
type book struct {
	say
	*sheet.Book
	file  *os.File
	sheet *sheet.Sheet // the one that is being written
}

// sheetNames are the sheets in their order.
var sheetNames = []string{"overview", "people", "byOrg", "minutes", "parcels", "questions", "polls", "interests", "announcements", "chat"}

// open begins the books in a directory.
func (b *builder) open(dir string) error {
	zone, err := time.LoadLocation(b.session.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	b.zone = zone
	for _, language := range core.Languages {
		f, err := os.Create(filepath.Join(dir, language+".xlsx"))
		if err != nil {
			return fmt.Errorf("make a file: %w", err)
		}
		k := &book{say: speak(language, zone), file: f}
		b.books = append(b.books, k)
		names := make([]string, len(sheetNames), len(sheetNames)+1)
		for i, name := range sheetNames {
			names[i] = k.t(name)
		}
		if ceremonial(b.session) {
			names = append(names, k.t("ceremony"))
		}
		k.Book = sheet.New(f, zone, names...)
	}
	return nil
}

// begin has all books begin a sheet.
func (b *builder) begin(name string, columns ...string) error {
	for _, k := range b.books {
		var err error
		if k.sheet, err = k.begin(name, columns...); err != nil {
			return err
		}
	}
	return nil
}

// end finishes what begin began.
func (b *builder) end() error {
	for _, k := range b.books {
		if err := k.sheet.End(); err != nil {
			return err
		}
	}
	return nil
}

// close lets the files go.
func (b *builder) close() {
	for _, k := range b.books {
		_ = k.file.Close()
	}
}

// files are the written files by name, open at their end.
func (b *builder) files(dir string) (map[string]*os.File, error) {
	all := map[string]*os.File{}
	for i, k := range b.books {
		language := core.Languages[i]
		all[language+".xlsx"] = k.file
		f, err := os.Create(filepath.Join(dir, language+".docx"))
		if err != nil {
			return all, fmt.Errorf("make a file: %w", err)
		}
		all[language+".docx"] = f
		if err := b.paper(k.say, language).Write(f); err != nil {
			return all, err
		}
	}
	return all, nil
}

// begin begins a sheet; columns are words with their widths.
func (k *book) begin(name string, columns ...string) (*sheet.Sheet, error) {
	list := make([]sheet.Column, len(columns))
	for i, c := range columns {
		var word string
		var width float64
		for j := range c {
			if c[j] == ':' {
				word = c[:j]
				_, _ = fmt.Sscan(c[j+1:], &width) // written above
			}
		}
		list[i] = sheet.Column{Title: k.t(word), Width: width}
	}
	return k.Book.Sheet(k.t(name), list...)
}

// chat adds a line of the chat.
func (k *book) chat(l room.Line, by *Person) error {
	name, org, role := k.t("erased"), "", ""
	if by != nil {
		name, org, role = k.or(by.Name, "erased"), by.Org, k.t(string(by.Role))
	}
	return k.sheet.Row(l.At, name, org, role, sheet.Long(data[struct{ Text string }](l).Text))
}

// question adds a question.
func (k *book) question(q Question) error {
	topic, how := "", ""
	if q.Topic != nil {
		topic = k.topic(*q.Topic)
	}
	if q.How != "" {
		how = k.t(q.How)
	}
	return k.sheet.Row(q.AskedAt, sheet.Long(q.Text), k.asker(q), q.Org, topic, q.Votes, k.t("state."+q.Status), how, sheet.Long(q.Answer),
		q.Department, sheet.Day(q.DueOn))
}

func (s say) asker(q Question) string {
	if q.Anonymous {
		return s.t("anonymous")
	}
	return s.or(q.Name, "erased")
}

// finish writes the sheets that need the whole.
func (k *book) finish(b *builder) error {
	for _, write := range []func(*builder) error{
		k.overview, k.attendance, k.organisations, k.minutes, k.parcels, k.polls, k.interests, k.announcements, k.ceremony, func(*builder) error { return k.Close() },
	} {
		if err := write(b); err != nil {
			return err
		}
	}
	return nil
}

func (k *book) attendance(b *builder) error {
	sh, err := k.begin("people", "name:14", "org:32", "role:10", "region:8", "first:20", "last:20", "minutesThere:12", "theirLines:8", "theirQuestions:12")
	if err != nil {
		return err
	}
	for _, id := range b.order {
		p := b.people[id]
		if !p.Came() {
			continue
		}
		if err := sh.Row(k.or(p.Name, "erased"), p.Org, k.t(string(p.Role)), p.Region, p.First, p.Last, minutes(p.Seconds()), p.lines, p.questions); err != nil {
			return err
		}
	}
	return sh.End()
}

func (k *book) organisations(b *builder) error {
	sh, err := k.begin("byOrg", "org:40", "persons:10", "average:14")
	if err != nil {
		return err
	}
	for _, g := range b.report.Organisations {
		if err := sh.Row(k.or(g.Name, "unnamed"), g.People, minutes(g.Seconds/int64(g.People))); err != nil {
			return err
		}
	}
	return sh.End()
}

func (k *book) minutes(b *builder) error {
	sh, err := k.begin("minutes", "time:20", "persons:10", "onStage:50")
	if err != nil {
		return err
	}
	moment := 0
	for i, people := range b.report.Curve.People {
		at := b.report.Curve.At(i)
		for moment+1 < len(b.report.Stage) && b.report.Stage[moment+1].From.Before(at.Add(time.Minute)) {
			moment++
		}
		shown := ""
		if moment < len(b.report.Stage) && b.report.Stage[moment].From.Before(at.Add(time.Minute)) && b.report.Stage[moment].Until.After(at) {
			shown = k.topic(b.report.Stage[moment].Topic)
		}
		if err := sh.Row(at, people, shown); err != nil {
			return err
		}
	}
	return sh.End()
}

func (k *book) polls(b *builder) error {
	sh, err := k.begin("polls", "poll:50", "kind:10", "option:40", "got:10", "share:10", "voters:12")
	if err != nil {
		return err
	}
	for _, p := range b.report.Polls {
		for _, o := range p.Options {
			if err := sh.Row(sheet.Long(p.Question), k.t(p.Kind), sheet.Long(o.Text), o.Count, p.share(o), p.Voters); err != nil {
				return err
			}
		}
	}
	return sh.End()
}

// share is what part of the voters chose an option; of points, of the most there could be.
func (p Poll) share(c Count) string {
	most := int(p.Voters)
	if p.Kind == "ranking" {
		most *= len(p.Options)
	}
	return percent(int(c.Count), most)
}

func (k *book) interests(b *builder) error {
	sh, err := k.begin("interests", "interest:30", "registered:12")
	if err != nil {
		return err
	}
	for _, g := range b.report.Interests {
		if err := sh.Row(k.t(g.Name), g.People); err != nil {
			return err
		}
	}
	return sh.End()
}

func (k *book) announcements(b *builder) error {
	sh, err := k.begin("announcements", "time:20", "text:100")
	if err != nil {
		return err
	}
	for _, a := range b.report.Announcements {
		at, _ := time.Parse(time.RFC3339, a.At) // written by room.Stamp
		if err := sh.Row(at, sheet.Long(a.Text)); err != nil {
			return err
		}
	}
	return sh.End()
}
