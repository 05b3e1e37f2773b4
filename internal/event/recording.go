package event

// Recording says whether a session is recorded. Its staff may stop and begin it at
// any time unless it is off.
type Recording string

// How a session is recorded.
const (
	RecordingAuto   Recording = "auto"   // by itself, from when somebody is on stage
	RecordingManual Recording = "manual" // when its staff says so
	RecordingOff    Recording = "off"
)

var recordings = []string{string(RecordingAuto), string(RecordingManual), string(RecordingOff)}
