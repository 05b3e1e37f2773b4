package room

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"zhaoyun/internal/core"
)

// Bounds of a rundown.
const (
	maxRundown      = 60
	maxItemRunes    = 80
	maxItemMinutes  = 600
	maxSpeakerRunes = 60
	maxNotesRunes   = 4000
)

// RundownItem is one item of a session's rundown (会务流程).
type RundownItem struct {
	ID, Room core.ID
	Place    int // the first is 1
	RundownDraft
	Begun   bool // it is or was on
	Version core.Version
}

// RundownDraft is what is planned of an item.
type RundownDraft struct {
	Title   string
	Minutes int
	Person  core.ID       // of the crew; empty when it is nobody's alone
	Speaker string        // who presents, in words, where that is not a person of the crew
	Stage   *RundownStage // what is shown when it starts; nil for what is there
	Notes   string        // for those who present; never leaves the staff side
}

// RundownStage names what is put on the stage.
type RundownStage struct {
	Kind string `json:"kind"`
	Data raw    `json:"data"`
}

// RundownBook is what a room keeps of its rundown besides the items.
type RundownBook struct {
	Version core.Version // of the list: what there is, in which order
	Shown   RundownShown
}

// RundownStore keeps rundowns and the crew that plays them.
type RundownStore interface {
	// Rundown reads a room's book; an empty one where nothing was ever planned.
	Rundown(ctx context.Context, room core.ID) (RundownBook, error)
	SaveRundown(ctx context.Context, room core.ID, b RundownBook) error
	// RundownItems lists the items in order.
	RundownItems(ctx context.Context, room core.ID) ([]RundownItem, error)
	// PutRundownItem adds or replaces an item.
	PutRundownItem(ctx context.Context, it RundownItem) error
	DeleteRundownItem(ctx context.Context, id core.ID) error
	// Crew lists participants who are no guests, and those who said that they are ready.
	Crew(ctx context.Context, room core.ID) ([]Participant, error)
	// SetReady keeps what a participant said of themselves and their devices.
	SetReady(ctx context.Context, participant core.ID, ready bool, d Devices) error
}

// How far an item is.
const (
	ItemPlanned = "planned"
	ItemRunning = "running"
	ItemDone    = "done"
)

// What is known of an item's material.
const (
	MaterialNone    = "none" // nothing is to be shown
	MaterialReady   = "ready"
	MaterialMissing = "missing" // it cannot be shown as planned
)

// Rundown is the plan of a session beside what became of it, for those who run it.
type Rundown struct {
	Version core.Version
	Start   time.Time // planned; of a rehearsal when it began
	Items   []ScheduledItem
	Crew    []CrewMember
}

// ScheduledItem is an item with its times.
type ScheduledItem struct {
	RundownItem
	StartsAt, EndsAt time.Time // planned
	Status           string
	StartedAt        time.Time // zero before; the first time
	EndedAt          time.Time // zero before and while it runs; the last time
	Ran              time.Duration
	Material         string
}

// Rundown reads the plan and what became of it.
func (s *Service) Rundown(ctx context.Context, actor core.Actor, room core.ID) (Rundown, error) {
	v, err := s.staff(ctx, actor, room, "get-rundown", nil)
	if err != nil {
		return Rundown{}, err
	}
	return s.rundown(ctx, v)
}

func (s *Service) rundown(ctx context.Context, v view) (Rundown, error) {
	var (
		out   Rundown
		book  RundownBook
		items []RundownItem
	)
	err := s.Store.InReadTx(ctx, func(ctx context.Context) (err error) {
		if book, err = s.Store.Rundown(ctx, v.room.ID); err != nil {
			return err
		}
		items, err = s.Store.RundownItems(ctx, v.room.ID)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Version, out.Start = book.Version, v.session.StartsAt
	if v.room.Kind == KindRehearsal {
		out.Start = s.Now()
		if len(book.Shown.Runs) > 0 {
			out.Start = stamped(book.Shown.Runs[0].At)
		}
	}
	at := out.Start
	for _, it := range items {
		i := ScheduledItem{RundownItem: it, StartsAt: at, Material: s.material(ctx, v.room.ID, it.Stage)}
		at = at.Add(time.Duration(it.Minutes) * time.Minute)
		i.EndsAt = at
		i.ranAs(book.Shown.Runs, s.Now())
		out.Items = append(out.Items, i)
	}
	out.Crew, err = s.crew(ctx, v)
	return out, err
}

// ranAs takes in what became of the item.
func (i *ScheduledItem) ranAs(runs []Run, now time.Time) {
	i.Status = ItemPlanned
	if i.Begun {
		i.Status = ItemDone
	}
	for _, run := range runs {
		if run.Item != i.ID {
			continue
		}
		if i.StartedAt.IsZero() {
			i.StartedAt = stamped(run.At)
		}
		i.Ran += time.Duration(run.RanMs) * time.Millisecond
		i.EndedAt = stamped(run.Until)
		if run.Since != "" {
			i.Ran += now.Sub(stamped(run.Since))
		}
		if run.Until == "" {
			i.Status = ItemRunning
		}
	}
}

// stamped reads a time as entries carry it; the zero time where there is none.
func stamped(at string) time.Time {
	t, _ := time.Parse(stampLayout, at)
	return t
}

// material says whether what an item shows can be shown now.
func (s *Service) material(ctx context.Context, room core.ID, st *RundownStage) string {
	if st == nil {
		return MaterialNone
	}
	if _, err := s.checkStage(ctx, room, st.Kind, st.Data); err != nil {
		return MaterialMissing
	}
	return MaterialReady
}

// nextAfter is what everybody is told of the item after one.
func nextAfter(items []RundownItem, item core.ID) *RundownNext {
	i := slices.IndexFunc(items, func(it RundownItem) bool { return it.ID == item })
	if i < 0 || i+1 >= len(items) {
		return nil
	}
	return &RundownNext{items[i+1].ID, items[i+1].Title}
}

// checkStage returns the canonical payload of something that is to be shown.
func (s *Service) checkStage(ctx context.Context, room core.ID, kind string, data json.RawMessage) (raw, error) {
	k, ok := s.Stages[kind]
	if !ok {
		return nil, core.Invalid("stage_kind_unknown", "This room has no such kind of stage.").On("body.kind")
	}
	checked, err := k.Validate(ctx, StageContext{
		Room: room, Now: s.Now(), Slides: s.slideIn(room),
		Parcel:    func(ctx context.Context, parcel core.ID) (ParcelShown, error) { return s.parcelOf(ctx, room, parcel) },
		Agreement: s.agreementIn(room),
	}, data)
	if err != nil {
		return nil, err
	}
	return canonical(checked)
}

// writeRundown keeps what the lines of an edit mean to the rundown.
func (e *edit) writeRundown(ctx context.Context) error {
	state := NewState()
	state.State = e.Phase
	var lines []Entry
	for _, l := range e.lines {
		if l.Lane == string(Public) && rundownFolds[l.Type] != nil {
			lines = append(lines, l.Entry())
		}
	}
	if len(lines) == 0 {
		return nil
	}
	book, err := e.s.Store.Rundown(ctx, e.ID)
	if err != nil || book.Version == 0 {
		return err
	}
	state.Rundown = book.Shown
	for _, l := range lines {
		state.Fold(l)
	}
	book.Shown = state.Rundown
	return e.s.Store.SaveRundown(ctx, e.ID, book)
}
