// Package checkin keeps who came to the hall of a hybrid event (签到). Somebody is
// counted once however often, and by however many phones, they are scanned.
package checkin

import (
	"strings"
	"time"

	"zhaoyun/internal/core"
)

// Method is how somebody was recognised at the door.
type Method string

// The methods.
const (
	Scan   Method = "scan"   // the QR code on their phone
	Digits Method = "digits" // the last four digits of their number
	Name   Method = "name"
)

// CheckIn says that a registered person came.
type CheckIn struct {
	ID           core.ID
	Event        core.ID
	Organisation core.ID // the bureau that holds the event
	Registration core.ID
	Person       core.ID
	Name         string // as they registered; empty once they were erased
	Company      string
	Method       Method
	By           core.ID // who let them in
	At           time.Time
}

// Registrant is somebody who registered, as the door needs to know them.
type Registrant struct {
	Registration core.ID
	Event        core.ID
	Person       core.ID
	Name         string
	Company      string
	Contact      string // masked in the middle
	Status       string // confirmed, waiting or cancelled
	CheckedInAt  *time.Time
}

// Draft is what staff at the door sends: a scanned code or a chosen registration.
type Draft struct {
	Code         string
	Registration core.ID
	Method       Method
	AdmitWaiting bool // lets in who is still on the waiting list
}

// Counts are how many are expected and how many came.
type Counts struct{ Expected, Came int }

// ErrNoRegistrant is the answer to a code that belongs to nobody.
var ErrNoRegistrant = core.NotFound("check_in_unknown",
	"Nobody registered for this event with this code. Look them up by the last four digits of their number or by name.")

// codePath precedes the registration in the address that the QR code holds.
const codePath = "/c/"

// Code is what a person's QR code holds: an address, so that any camera that reads
// it leads somewhere sensible.
func Code(publicURL string, registration core.ID) string {
	return strings.TrimSuffix(publicURL, "/") + codePath + registration
}

// read finds the registration in what a scanner read: the address, or the bare id.
func read(code string) core.ID {
	code = strings.TrimSpace(code)
	if at := strings.LastIndex(code, codePath); at >= 0 {
		code = code[at+len(codePath):]
	}
	code, _, _ = strings.Cut(code, "?")
	return strings.ToLower(strings.TrimSuffix(code, "/"))
}
