package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"zhaoyun/internal/docx"
)

// Bounds of what a leader reads.
const (
	paperOrgs    = 20
	paperMoments = 30
	paperAsked   = 100
)

// paper is the report as a document in one language: what the spreadsheet has in
// full, it has in brief.
func (b *builder) paper(s say, language string) *docx.Document {
	r, f := b.report, b.report.Figures
	d := docx.New(language, s.f("title", s.text(r.EventTitle)))
	d.Subtitle(s.text(r.Title))
	when := s.day(r.began()) + "–" + r.over().In(s.zone).Format("15:04")
	d.Subtitle(when + " (" + r.TimeZone + ")")
	if r.Illustrative {
		d.Subtitle(s.t("example"))
	}
	d.Heading(s.t("h.overview"))
	d.Text(s.f("p.overview", s.day(r.began()), s.text(r.Title), f.Registered, f.Attended, f.Peak, minutes(f.Seconds)))
	d.Text(s.f("p.talk", f.Asked, f.Answered, f.Open, f.Polls, f.Voters, f.Lines, f.Reactions, f.Hands))
	d.Note(s.t("scope"))
	b.paperPeople(d, s)
	b.paperParcels(d, s)
	b.paperQuestions(d, s)
	d.Heading(s.t("h.polls"))
	for _, p := range r.Polls {
		d.Subheading(s.f("p.voters", p.Question, p.Voters))
		rows := make([][]string, len(p.Options))
		for i, o := range p.Options {
			rows[i] = []string{o.Text, strconv.FormatInt(o.Count, 10), p.share(o)}
		}
		d.Table([]int{6, 1, 1}, []bool{false, true, true}, []string{s.t("option"), s.t("got"), s.t("share")}, rows)
	}
	none(d, s, len(r.Polls))
	d.Heading(s.t("h.interests"))
	groups(d, s, "interest", "registered", r.Interests, s.t)
	none(d, s, len(r.Interests))
	b.paperCeremony(d, s)
	d.Note(s.t("asOf") + " " + s.day(b.asOf))
	return d
}

func none(d *docx.Document, s say, n int) {
	if n == 0 {
		d.Text(s.t("p.none"))
	}
}

func groups(d *docx.Document, s say, head, people string, all []Group, name func(string) string) {
	if len(all) == 0 {
		return
	}
	rows := make([][]string, len(all))
	for i, g := range all {
		rows[i] = []string{name(g.Name), strconv.Itoa(g.People)}
	}
	d.Table([]int{5, 1}, []bool{false, true}, []string{s.t(head), s.t(people)}, rows)
}

// paperPeople draws the curve and lists who came and what they saw.
func (b *builder) paperPeople(d *docx.Document, s say) {
	r := b.report
	d.Heading(s.t("h.people"))
	if len(r.Curve.People) > 1 {
		labels := make([]string, len(r.Curve.People))
		for i := range labels {
			labels[i] = r.Curve.At(i).In(s.zone).Format("15:04")
		}
		d.Curve(s.t("c.curve"), labels, r.Curve.People)
		d.Note(s.t("c.curve"))
	}
	d.Subheading(s.t("h.org"))
	orgs := r.Organisations[:min(paperOrgs, len(r.Organisations))]
	groups(d, s, "org", "persons", orgs, func(name string) string { return s.or(name, "unnamed") })
	more(d, s, len(r.Organisations)-len(orgs))
	none(d, s, len(orgs))
	d.Subheading(s.t("h.stage"))
	var rows [][]string
	for _, m := range r.Stage {
		if m.Until.Sub(m.From) < 10*time.Second {
			continue // only leafed through
		}
		if len(rows) < paperMoments {
			rows = append(rows, []string{m.From.In(s.zone).Format("15:04"), s.topic(m.Topic), strconv.Itoa(r.Curve.most(m))})
		}
	}
	if len(rows) > 0 {
		d.Table([]int{2, 6, 1}, []bool{false, false, true}, []string{s.t("time"), s.t("onStage"), s.t("persons")}, rows)
	}
	none(d, s, len(rows))
}

// most is how many people were there at once while something was on stage.
func (c Curve) most(m Moment) int {
	from, until := int(m.From.Sub(c.From)/time.Minute), int(m.Until.Sub(c.From)/time.Minute)
	from, until = max(0, from), min(len(c.People)-1, until)
	if from > until {
		return 0
	}
	return slices.Max(c.People[from : until+1])
}

func more(d *docx.Document, s say, n int) {
	if n > 0 {
		d.Note(s.f("more", n))
	}
}

func (b *builder) paperQuestions(d *docx.Document, s say) {
	d.Heading(s.t("h.questions"))
	var ledger, done [][]string
	for _, q := range b.report.Questions {
		asker := strings.TrimSpace(s.asker(q) + " " + q.Org)
		if q.Status == "open" {
			ledger = append(ledger, []string{q.Text, asker, q.Department, q.DueOn})
			continue
		}
		answer := q.Answer
		if answer == "" && q.How != "" {
			answer = s.t(q.How)
		}
		done = append(done, []string{q.Text, asker, answer})
	}
	slices.SortStableFunc(ledger, func(a, b []string) int { return strings.Compare(a[3], b[3]) })
	d.Subheading(s.t("h.ledger"))
	table := func(shares []int, head []string, rows [][]string) {
		shown := rows[:min(paperAsked, len(rows))]
		if len(shown) > 0 {
			d.Table(shares, make([]bool, len(shares)), head, shown)
		}
		more(d, s, len(rows)-len(shown))
		none(d, s, len(shown))
	}
	table([]int{5, 2, 2, 2}, []string{s.t("question"), s.t("asker"), s.t("department"), s.t("due")}, ledger)
	d.Subheading(s.t("h.done"))
	table([]int{4, 2, 5}, []string{s.t("question"), s.t("asker"), s.t("answer")}, done)
}
