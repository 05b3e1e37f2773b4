package report

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// Figures whose people can be listed.
const (
	FigureRegistered = "registered"
	FigureInterested = "interested"
	FigureAttended   = "attended"
	FigureStaff      = "staff"
	FigureSpeakers   = "speakers"
	FigureAsked      = "asked"
	FigureAnswered   = "answered"
	FigureOpen       = "open"
	FigureVoters     = "voters"
	FigureHands      = "hands"
)

// Counted lists the figures that lead to people.
var Counted = []string{
	FigureRegistered, FigureInterested, FigureAttended, FigureStaff, FigureSpeakers, FigureAsked, FigureAnswered, FigureOpen, FigureVoters, FigureHands,
}

// People lists the people behind a figure. Who asked anonymously is among them
// nowhere: the figures of the report say how many they are.
func (s *Service) People(ctx context.Context, actor core.Actor, id core.ID, m Members) (core.Page[Member], error) {
	var none core.Page[Member]
	_, session, err := s.staff(ctx, actor, id, "list-report-people")
	if err != nil {
		return none, err
	}
	if !slices.Contains(Counted, m.Figure) {
		return none, core.Invalid("not_one_of", "Name a figure of the report that counts people.").On("query.figure")
	}
	if m.Cursor != "" && !core.IsID(m.Cursor) {
		return none, core.Invalid("cursor_form", "Use the next of the page before as cursor.").On("query.cursor")
	}
	return s.Store.ReportMembers(ctx, id, session.Event, m)
}
