package demo

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// asked is a question of the demonstration and what became of it.
type asked struct {
	by, text string
	wanted   []string // by whom else
	waits    bool     // nobody has read it yet
	pinned   bool
	answer   string
}

var promotionAsked = []asked{
	{by: investorMail, text: "两宗商务地块可以一起开发吗？容积率怎样合并计算？", wanted: []string{investorHK, secretaryMail}, pinned: true},
	{by: secretaryMail, text: "香港專業人士過來執業，資格怎樣認可？", wanted: []string{investorHK}, answer: "由示范区专窗代办备案，名录内的资格免试（示例）。"},
	{by: investorHK, text: "Can a Hong Kong company bid directly, or only through a subsidiary?", waits: true},
}

// briefingAsked stay open when the briefing ends: they are the ledger's first lines.
var briefingAsked = []asked{
	{by: investorMail, text: "项目落地后，人才公寓的配额怎样申请？", wanted: []string{secretaryMail}},
	{by: secretaryMail, text: "商會會員集體考察，可以安排在哪一天？"},
}

// ask lets the cast ask in a room that is live.
func (l *loader) ask(ctx context.Context, id core.ID, list []asked) error {
	for _, a := range list {
		for _, who := range append([]string{a.by}, a.wanted...) {
			if _, err := l.Rooms.Enter(ctx, l.actors[who], id); err != nil {
				return err
			}
		}
		q, err := l.Rooms.AskQuestion(ctx, l.actors[a.by], id, room.Ask{Text: a.text})
		if err != nil {
			return err
		}
		if err := l.treat(ctx, id, q, a); err != nil {
			return err
		}
	}
	return l.Rooms.CountVotes(ctx, id)
}

// treat does to a question what the host and the others do.
func (l *loader) treat(ctx context.Context, id core.ID, q room.Question, a asked) error {
	if a.waits {
		return nil
	}
	if err := l.Rooms.ReviewQuestion(ctx, l.host(), id, q.ID, room.Review{Decision: room.DecidePublish}); err != nil {
		return err
	}
	for _, who := range a.wanted {
		if _, err := l.Rooms.VoteQuestion(ctx, l.actors[who], id, q.ID, true); err != nil {
			return err
		}
	}
	if a.pinned {
		if err := l.Rooms.PinQuestion(ctx, l.host(), id, q.ID, true); err != nil {
			return err
		}
	}
	if a.answer == "" {
		return nil
	}
	return l.Rooms.AnswerQuestion(ctx, l.host(), id, q.ID, room.AnsweredWritten, a.answer)
}
