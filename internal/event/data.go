package event

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// ownRegistration is a registration as the person themselves is told of it.
type ownRegistration struct {
	Event          core.ID            `json:"event"`
	Status         RegistrationStatus `json:"status"`
	Name           string             `json:"name"`
	Organisation   string             `json:"organisation"`
	USCC           string             `json:"uscc,omitempty"`
	Region         string             `json:"region,omitempty"`
	Contact        string             `json:"contact"`
	Interests      []string           `json:"interests"`
	Reminder       Reminder           `json:"reminder,omitempty"`
	Attendance     Attendance         `json:"attendance,omitempty"`
	Interpretation string             `json:"interpretation,omitempty"`
	Diet           string             `json:"diet,omitempty"`
	Consent        ownConsent         `json:"consent"`
	CreatedAt      time.Time          `json:"createdAt"`
}

// ownConsent is what somebody agreed to, with the words they read.
type ownConsent struct {
	Version string    `json:"version"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// PersonData implements account.Keeper.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	events, err := s.Store.EventsOf(ctx, person)
	if err != nil || len(events) == 0 {
		return "", nil, err
	}
	list := make([]ownRegistration, 0, len(events))
	for _, id := range events {
		r, err := s.Store.RegistrationOf(ctx, id, person)
		if err != nil {
			return "", nil, err
		}
		list = append(list, ownRegistration{
			Event: r.Event, Status: r.Status, Name: r.Name, Organisation: r.OrganisationName, USCC: r.USCC, Region: r.Region, Contact: r.Contact,
			Interests: r.Interests, Reminder: r.Reminder, Attendance: r.Attendance, Interpretation: r.Interpretation, Diet: r.Diet, CreatedAt: r.CreatedAt,
			Consent: ownConsent{r.Consent.Version, consents[r.Consent.Version].In(r.Consent.Language), r.Consent.At},
		})
	}
	return "registrations", list, nil
}
