package report

import (
	"fmt"
	"io"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/sheet"
)

// book is the spreadsheet in one language. What is long is written while the log
// is read: the sheets of questions and chat are begun first and stand behind the
// others, which are short and come at the end.
type book struct {
	say
	*sheet.Book
	questions *sheet.Sheet
	lines     *sheet.Sheet
}

// writing is a file that is ready to be written.
type writing struct {
	name  string
	write func(io.Writer) error
}

// sheetNames are the sheets in their order.
var sheetNames = []string{"overview", "people", "byOrg", "minutes", "questions", "polls", "interests", "announcements", "chat"}

// open begins the books.
func (b *builder) open() error {
	zone, err := time.LoadLocation(b.session.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	b.zone = zone
	for _, language := range core.Languages {
		k := &book{say: speak(language, zone)}
		names := make([]string, len(sheetNames))
		for i, name := range sheetNames {
			names[i] = k.t(name)
		}
		if k.Book, err = sheet.New(zone, names...); err != nil {
			return err
		}
		b.books = append(b.books, k)
		k.questions, err = k.sheet("questions", "time:20", "question:60", "asker:14", "org:28", "onStage:26", "votes:8", "state:10", "how:12", "answer:60", "department:14", "due:12")
		if err != nil {
			return err
		}
		if k.lines, err = k.sheet("chat", "time:20", "name:14", "org:28", "role:10", "text:80"); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) close() {
	for _, k := range b.books {
		_ = k.Close()
	}
}

// files are what there is to write.
func (b *builder) files() []writing {
	var all []writing
	for i, k := range b.books {
		language := core.Languages[i]
		all = append(all, writing{language + ".xlsx", k.Write}, writing{language + ".docx", b.paper(k.say, language).Write})
	}
	return all
}

// sheet begins a sheet; columns are words with their widths.
func (k *book) sheet(name string, columns ...string) (*sheet.Sheet, error) {
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
	return k.lines.Row(l.At, name, org, role, sheet.Long(data[struct{ Text string }](l).Text))
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
	return k.questions.Row(q.AskedAt, sheet.Long(q.Text), k.asker(q), q.Org, topic, q.Votes, k.t("state."+q.Status), how, sheet.Long(q.Answer),
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
		k.overview, k.attendance, k.organisations, k.minutes, k.polls, k.interests, k.announcements,
		func(*builder) error { return k.questions.End() }, func(*builder) error { return k.lines.End() },
	} {
		if err := write(b); err != nil {
			return err
		}
	}
	return nil
}

func (k *book) attendance(b *builder) error {
	sh, err := k.sheet("people", "name:14", "org:32", "role:10", "region:8", "first:20", "last:20", "minutesThere:12", "theirLines:8", "theirQuestions:12")
	if err != nil {
		return err
	}
	for _, id := range b.order {
		p := b.people[id]
		if !p.Came() {
			continue
		}
		if err := sh.Row(k.or(p.Name, "erased"), p.Org, k.t(string(p.Role)), p.Region, p.First, p.Last, minutes(p.Seconds), p.lines, p.questions); err != nil {
			return err
		}
	}
	return sh.End()
}

func (k *book) organisations(b *builder) error {
	sh, err := k.sheet("byOrg", "org:40", "persons:10", "average:14")
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
	sh, err := k.sheet("minutes", "time:20", "persons:10", "onStage:50")
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
	sh, err := k.sheet("polls", "poll:50", "kind:10", "option:40", "got:10", "share:10", "voters:12")
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
	sh, err := k.sheet("interests", "interest:30", "registered:12")
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
	sh, err := k.sheet("announcements", "time:20", "text:100")
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
