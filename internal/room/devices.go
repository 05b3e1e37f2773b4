package room

import (
	"slices"
	"strings"

	"zhaoyun/internal/core"
)

// Devices is what the browser of somebody who is to present says of their camera and microphone: ok, none, denied or busy; empty
// for what was not tried.
type Devices struct {
	Camera     string `json:"camera,omitempty"`
	Microphone string `json:"microphone,omitempty"`
}

// DevicesShown are somebody's devices as staff sees them.
type DevicesShown struct {
	Participant core.ID `json:"participant"`
	Devices
}

var deviceStates = []string{"", "ok", "none", "denied", "busy"}

func (d Devices) check() error {
	if slices.Contains(deviceStates, d.Camera) && slices.Contains(deviceStates, d.Microphone) {
		return nil
	}
	return core.Invalid("not_one_of", "Use ok, none, denied or busy.").On("body.devices")
}

// equip notes what somebody's devices are.
func (s *StaffState) equip(participant core.ID, d Devices) {
	s.unequip(participant)
	s.Devices = append(s.Devices, DevicesShown{participant, d})
	slices.SortFunc(s.Devices, func(a, b DevicesShown) int { return strings.Compare(a.Participant, b.Participant) })
}

func (s *StaffState) unequip(participant core.ID) {
	s.Devices = slices.DeleteFunc(append([]DevicesShown{}, s.Devices...), func(d DevicesShown) bool { return d.Participant == participant })
}
