package room

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zhaoyun/internal/core"
)

// ownRoom is a room as somebody who was there is told what it keeps of them.
type ownRoom struct {
	Room         core.ID       `json:"room"`
	Name         string        `json:"name"`
	Organisation string        `json:"organisation,omitempty"`
	Since        time.Time     `json:"since"`
	Until        *time.Time    `json:"until,omitempty"` // the end of their attendance so far
	Said         []ownLine     `json:"said"`
	Asked        []ownQuestion `json:"asked"`
}

// ownLine is something they wrote, in the chat or backstage.
type ownLine struct {
	At   string `json:"at"`
	Type string `json:"type"` // of the entry
	Text string `json:"text"`
}

// ownQuestion is something they asked, also where nobody else may know it was them.
type ownQuestion struct {
	At        time.Time      `json:"at"`
	Text      string         `json:"text"`
	Anonymous bool           `json:"anonymous,omitempty"`
	Status    QuestionStatus `json:"status"`
	Answer    string         `json:"answer,omitempty"`
}

// PersonData implements account.Keeper.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	var rooms []ownRoom
	err := s.Store.InReadTx(ctx, func(ctx context.Context) error {
		places, err := s.placesOf(ctx, person)
		if err != nil {
			return err
		}
		for _, p := range places {
			own, err := s.ownRoom(ctx, p)
			if err != nil {
				return fmt.Errorf("gather what %s wrote in %s: %w", p.ID, p.Room, err)
			}
			rooms = append(rooms, own)
		}
		return nil
	})
	if err != nil || len(rooms) == 0 {
		return "", nil, err
	}
	return "rooms", rooms, nil
}

func (s *Service) ownRoom(ctx context.Context, p Participant) (ownRoom, error) {
	own := ownRoom{Room: p.Room, Name: p.Name, Organisation: p.Org, Since: p.CreatedAt, Said: []ownLine{}, Asked: []ownQuestion{}}
	if !p.SeenAt.IsZero() {
		own.Until = &p.SeenAt
	}
	lines, err := s.Store.SpokenLines(ctx, p.Room, p.ID)
	if err != nil {
		return own, err
	}
	for _, l := range lines {
		var said chatData // the other two forms begin alike
		if err := json.Unmarshal(l.Data, &said); err != nil {
			return own, err
		}
		own.Said = append(own.Said, ownLine{Stamp(l.At), l.Type, said.Text})
	}
	f := QuestionFilter{Askers: []core.ID{p.ID}, Paging: core.Paging{Limit: 200}}
	for {
		page, err := s.Store.Questions(ctx, p.Room, f)
		if err != nil {
			return own, err
		}
		for _, q := range page.Items {
			asked := ownQuestion{At: q.AskedAt, Text: q.Text, Anonymous: q.Anonymous, Status: q.Status}
			if q.Answer != nil {
				asked.Answer = q.Answer.Text
			}
			own.Asked = append(own.Asked, asked)
		}
		if page.Next == "" {
			return own, nil
		}
		f.Cursor = page.Next
	}
}
