package room

import (
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Payloads of the entries, one struct a form. The order of the fields is the
// canonical one.

type stateData struct {
	State Phase `json:"state"`
}

type stageData struct {
	Kind string `json:"kind"`
	Data raw    `json:"data"`
}

type chatData struct {
	Text    string `json:"text"`
	ReplyTo int64  `json:"replyTo,omitempty"`
}

type waitingData struct {
	Text    string `json:"text"`
	ReplyTo int64  `json:"replyTo,omitempty"`
	Why     string `json:"why"`
}

// refData names another entry of the same lane.
type refData struct {
	Ref int64 `json:"ref"`
}

// aboutData names a participant.
type aboutData struct {
	Participant core.ID `json:"participant"`
}

type staffHiddenData struct {
	Ref         int64   `json:"ref"` // in the public lane
	Participant core.ID `json:"participant"`
	Reason      string  `json:"reason,omitempty"`
	By          core.ID `json:"by"`
}

type reviewedData struct {
	Ref      int64  `json:"ref"` // of the chat.waiting in the staff lane
	Decision string `json:"decision"`
	Reason   string `json:"reason,omitempty"` // in the author's inbox only
	Public   int64  `json:"public,omitempty"`
}

type mutedData struct {
	Participant core.ID `json:"participant,omitempty"`
	Until       string  `json:"until,omitempty"` // absent: may speak again
}

type putOutData struct {
	Participant core.ID `json:"participant"`
	Reason      string  `json:"reason,omitempty"`
}

type roleData struct {
	Participant core.ID         `json:"participant,omitempty"`
	Role        policy.RoomRole `json:"role"`
}

type slidesData struct {
	File core.ID `json:"file"`
	Name string  `json:"name,omitempty"`
}
