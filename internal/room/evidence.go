package room

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// TypeRecordingKept is the type of entry by which a recording becomes evidence: whoever
// has the film can hold it against the log.
const TypeRecordingKept = "recording.kept"

// RecordingKept is a recording that is kept as evidence.
type RecordingKept struct {
	ID     core.ID `json:"id"`
	Digest string  `json:"digest"` // SHA-256 of the film as one file, hexadecimal
	At     string  `json:"at"`
}

type recordingKeptData struct {
	ID     core.ID `json:"id"`
	Digest string  `json:"digest"`
}

// foldKeptRecordings bounds how many the state shows.
const foldKeptRecordings = 20

func (s *State) recordingKept(e Entry) {
	if d, ok := payload[recordingKeptData](e); ok {
		s.Kept = lastOf(append(slices.Clip(s.Kept), RecordingKept{d.ID, d.Digest, e.At}), foldKeptRecordings)
	}
}

// KeepRecording writes down the digest of a film, in the transaction of ctx. That the
// session is over does not matter: films are made afterwards.
func (s *Service) KeepRecording(ctx context.Context, room, recording core.ID, digest string) error {
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		kept, err := s.keptRecordings(ctx, room)
		if err != nil || slices.ContainsFunc(kept, func(k RecordingKept) bool { return k.ID == recording && k.Digest == digest }) {
			return err
		}
		_, err = e.public(TypeRecordingKept, nil, recordingKeptData{recording, digest})
		return err
	})
}

func (s *Service) keptRecordings(ctx context.Context, room core.ID) ([]RecordingKept, error) {
	state := NewState()
	lines, err := s.Store.LatestLines(ctx, room, string(Public), TypeRecordingKept, foldKeptRecordings)
	for _, e := range entries(lines) {
		state.Fold(e)
	}
	return state.Kept, err
}

// InCeremony are the participants whom an entry about agreements or venues names.
func InCeremony(e Entry) (ids []core.ID) {
	switch e.Type {
	case TypeAgreement:
		d, _ := payload[AgreementShown](e)
		return signersOf(d)
	case TypeVenues:
		d, _ := payload[venuesData](e)
		for _, v := range d.Venues {
			ids = append(ids, v.Participant)
		}
	}
	return ids
}

func signersOf(a AgreementShown) (ids []core.ID) {
	for _, p := range a.Parties {
		for _, signer := range p.Signers {
			ids = append(ids, signer.Participant)
		}
	}
	return ids
}

// ceremonyNames stands for those whom the state of a ceremony names.
func ceremonyNames(s State) (named []Entry) {
	var ids []core.ID
	for _, a := range s.Agreements {
		ids = append(ids, signersOf(a.AgreementShown)...)
	}
	for _, v := range s.Venues {
		ids = append(ids, v.Participant)
	}
	if s.Start != nil {
		for _, p := range s.Start.Presses {
			ids = append(ids, p.By)
		}
	}
	for _, id := range ids {
		named = append(named, Entry{By: id})
	}
	return named
}
