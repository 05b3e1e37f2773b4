package room

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"zhaoyun/internal/core"
)

// Kinds of stage that every room has.
const (
	StageSlides    = "slides"
	StagePicture   = "picture"
	StageNotice    = "notice"
	StageCountdown = "countdown"
	StageBlank     = "blank"
)

// StageClip is a kind of the room's files that is never shown by itself: it holds the stage, see Hold.
const StageClip = "clip"

// StageKind is one kind of thing the audience can be shown. Session kinds add
// theirs to the table; the room itself needs no change for that.
type StageKind struct {
	// Validate checks what a presenter sends and returns what everybody gets: the
	// kind's own struct, whose JSON is the canonical payload.
	Validate func(ctx context.Context, on StageContext, data json.RawMessage) (any, error)
}

// StageContext is where a stage is to be shown.
type StageContext struct {
	Room core.ID
	Now  time.Time
	// Slides finds a file attached to the room; slides_not_found when there is none.
	Slides func(ctx context.Context, file core.ID) (SlideFile, error)
	// Parcel finds a parcel of the session's event; parcel_not_shown when it is none.
	Parcel func(ctx context.Context, parcel core.ID) (ParcelShown, error)
	// Agreement finds an agreement of the session; agreement_not_shown when it is none.
	Agreement func(ctx context.Context, agreement core.ID) (AgreementState, error)
}

// StageKinds is the table of kinds.
type StageKinds map[string]StageKind

// DefaultStageKinds are those every room has.
func DefaultStageKinds() StageKinds {
	return StageKinds{
		StageSlides:    {Validate: validateSlides},
		StagePicture:   {Validate: validatePicture},
		StageNotice:    {Validate: validateNotice},
		StageCountdown: {Validate: validateCountdown},
		StageBlank:     {Validate: validateBlank},
		StageParcel:    {Validate: validateParcel},
		StageDocument:  {Validate: validateDocument},
	}
}

// Bounds of what is written on a stage.
const (
	maxNoticeRunes = 500
	maxLabelRunes  = 80
	maxAltRunes    = 300
	maxCountdown   = 7 * 24 * time.Hour
)

type slidesStage struct {
	File  core.ID `json:"file"`
	Page  int     `json:"page"`
	Pages int     `json:"pages"`
	Name  string  `json:"name"`
}

func validateSlides(ctx context.Context, on StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[slidesStage](data)
	if err != nil {
		return nil, err
	}
	f, err := on.Slides(ctx, in.File)
	if err != nil {
		return nil, err
	}
	if f.Kind != StageSlides {
		return nil, core.Invalid("stage_file_kind", "This file is no document. Show it as what it is.").On("body.data.file")
	}
	if in.Page < 1 || in.Page > f.Pages {
		return nil, core.Invalid("page_out_of_range", fmt.Sprintf("Use a page from 1 to %d.", f.Pages)).
			On("body.data.page").With("pages", f.Pages)
	}
	return slidesStage{File: f.File, Page: in.Page, Pages: f.Pages, Name: f.Name}, nil
}

type pictureStage struct {
	File   core.ID `json:"file"`
	Name   string  `json:"name"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
	Alt    string  `json:"alt"`
}

func validatePicture(ctx context.Context, on StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[pictureStage](data)
	if err != nil {
		return nil, err
	}
	f, err := on.Slides(ctx, in.File)
	if err != nil {
		return nil, err
	}
	if f.Kind != StagePicture {
		return nil, core.Invalid("stage_file_kind", "This file is no picture. Show it as what it is.").On("body.data.file")
	}
	alt := tidyLine(in.Alt)
	if len([]rune(alt)) > maxAltRunes {
		return nil, core.Invalid("too_long", "Describe the picture in at most 300 characters.").On("body.data.alt")
	}
	return pictureStage{File: f.File, Name: f.Name, Width: f.Width, Height: f.Height, Alt: alt}, nil
}

type noticeStage struct {
	Text core.Text `json:"text"`
}

func validateNotice(_ context.Context, _ StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[noticeStage](data)
	if err != nil {
		return nil, err
	}
	in.Text = tidyText(in.Text)
	if wrong := core.CheckText("body.data.text", in.Text, true, maxNoticeRunes); len(wrong) > 0 {
		return nil, core.InvalidFields(wrong...)
	}
	return in, nil
}

type countdownStage struct {
	EndsAt string    `json:"endsAt"`
	Label  core.Text `json:"label"`
}

func validateCountdown(_ context.Context, on StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[countdownStage](data)
	if err != nil {
		return nil, err
	}
	ends, err := time.Parse(time.RFC3339, in.EndsAt)
	if err != nil || ends.Before(on.Now) || ends.After(on.Now.Add(maxCountdown)) {
		return nil, core.Invalid("countdown_end", "A countdown ends within the next seven days; give its end as an RFC 3339 time.").On("body.data.endsAt")
	}
	in.EndsAt, in.Label = Stamp(ends), tidyText(in.Label)
	if wrong := core.CheckText("body.data.label", in.Label, len(in.Label) > 0, maxLabelRunes); len(wrong) > 0 {
		return nil, core.InvalidFields(wrong...)
	}
	return in, nil
}

func validateBlank(_ context.Context, _ StageContext, data json.RawMessage) (any, error) {
	if len(data) > 0 && string(data) != "null" {
		return readStage[struct{}](data)
	}
	return struct{}{}, nil
}

// readStage decodes what a presenter sends; fields it does not know are an error,
// so that a slip of the pen shows nothing wrong to hundreds.
func readStage[T any](data json.RawMessage) (T, error) {
	var v T
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return v, core.Invalid("stage_data", "The data does not fit this kind of stage.").On("body.data").Wrap(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return v, core.Invalid("stage_data", "The data does not fit this kind of stage.").On("body.data")
	}
	return v, nil
}

func tidyText(t core.Text) core.Text {
	out := core.Text{}
	for tag, s := range t {
		if s = tidyLine(s); s != "" {
			out[tag] = s
		}
	}
	return out
}
