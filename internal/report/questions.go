package report

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// readQuestions reads what was asked, page by page, with the lines of the ledger.
func (b *builder) readQuestions(ctx context.Context) error {
	err := b.begin("questions", "time:20", "question:60", "asker:14", "org:28", "onStage:26", "votes:8", "state:10", "how:12", "answer:60",
		"department:14", "due:12")
	if err != nil {
		return err
	}
	for after := ""; ; {
		questions, err := b.store.ReportQuestions(ctx, b.room.ID, after, page)
		if err != nil {
			return err
		}
		ids := make([]core.ID, len(questions))
		for i, q := range questions {
			ids[i] = q.ID
		}
		ledger, err := b.store.FollowUpsOf(ctx, ids)
		if err != nil {
			return err
		}
		for _, q := range questions {
			var line *room.FollowUp
			if f, ok := ledger[q.ID]; ok {
				line = &f
			}
			if err := b.question(b.asked(q, line)); err != nil {
				return err
			}
		}
		if len(questions) < page {
			return b.end()
		}
		after = questions[len(questions)-1].ID
	}
}

// question counts one and hands it on.
func (b *builder) question(q Question) error {
	f := &b.report.Figures
	f.Asked++
	switch q.Status {
	case "answered":
		f.Answered++
		if q.How != "later" {
			f.InRoom++
		}
	case "open":
		f.Open++
	}
	if q.Anonymous {
		f.Anonymous++
	}
	if len(b.report.Questions) < maxQuestions {
		b.report.Questions = append(b.report.Questions, q)
	}
	for _, k := range b.books {
		if err := k.question(q); err != nil {
			return err
		}
	}
	return nil
}

// asked is a question as the report has it. Who asked anonymously is not looked up.
func (b *builder) asked(q room.Question, line *room.FollowUp) Question {
	out := Question{ID: q.ID, Text: q.Text, Anonymous: q.Anonymous, Votes: q.Votes, AskedAt: q.AskedAt, Status: "open"}
	if p := b.people[q.Asker]; !q.Anonymous && p != nil {
		out.Name, out.Org = p.Name, p.Org
		p.questions++
	}
	if q.Stage != nil {
		on := topic(q.Stage.Kind, q.Stage.Data)
		out.Topic = &on
		if p := b.parcel(q.Stage.Kind, q.Stage.Data); p != nil {
			p.Asked++
		}
	}
	if q.Answer != nil && q.Status == room.QuestionAnswered {
		out.Status, out.How, out.Answer = "answered", q.Answer.How, q.Answer.Text
	}
	if line == nil {
		return out
	}
	out.Department, out.DueOn = line.Department, line.DueOn
	switch line.Status {
	case room.FollowUpAnswered:
		out.Status, out.How, out.Answer = "answered", "later", line.Answer
	case room.FollowUpClosed:
		if out.Status == "open" {
			out.Status, out.Answer = "closed", line.Note
		}
	case room.FollowUpOpen:
	}
	return out
}
