// Package credit keeps because of which chamber of commerce an investor came, from the
// invitation to the ground-breaking (以商引商). A claim arises when somebody registers
// by a chamber's invitation; the ledger beside it notes how far they went, each step with
// what proves it. Whom two chambers brought is decided by rules, and else by the bureau.
package credit

import (
	"strings"
	"time"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
)

// Claim says that a chamber brought somebody to an event.
type Claim struct {
	ID           core.ID
	Bureau       core.ID // that holds the event
	Event        core.ID
	Chamber      core.ID
	Investor     Investor
	Person       core.ID // empty once they were erased
	Registration core.ID
	Invitation   core.ID
	Source       Source
	Status       Status
	Share        int // of the credit, in basis points: 10,000 is all of it
	ClaimedAt    time.Time
	// ProtectedUntil is until when nobody else's claim on the investor counts; zero
	// for one that protects nothing.
	ProtectedUntil time.Time
	Why            Why // of a status other than credited
	Dispute        *Dispute
	Decision       *Decision
	Version        core.Version
}

// Investor is who is claimed: a company where one was named, else the person.
type Investor struct {
	Key  string // uscc:…, org:… or person:…; see KeyOf
	Name string
}

// Source is by what kind of invitation somebody came.
type Source string

// The sources, as invitations have them.
const (
	Personal  Source = "personal"
	Colleague Source = "colleague"
	Forwarded Source = "forwarded"
	Open      Source = "open"
)

// Status says whether a claim counts.
type Status string

// The statuses of a claim.
const (
	Credited  Status = "credited"
	Colliding Status = "colliding" // 撞单: another chamber's claim on the investor came first
	Refused   Status = "refused"   // never counts
)

// Why a claim does not count.
type Why string

// The reasons.
const (
	WhyProtected Why = "protected"     // another chamber's claim protects the investor
	WhySelf      Why = "self_referral" // the chamber brought its own people
	WhyStaff     Why = "staff"         // it brought people of the bureau
	WhyDecided   Why = "decided"       // the bureau decided so
)

// Dispute is a chamber's objection.
type Dispute struct {
	Text string
	By   core.ID
	At   time.Time
}

// Decision is what the bureau decided, and why.
type Decision struct {
	Reason string
	By     core.ID
	At     time.Time
}

// Whole is all of the credit, in basis points.
const Whole = 10_000

// Rules are a bureau's.
type Rules struct {
	ProtectDays int // for how long the first claim protects an investor
	Version     core.Version
}

// DefaultRules hold until a bureau says otherwise: half a year, as most bureaus agree
// with chambers.
var DefaultRules = Rules{ProtectDays: 180}

// Bounds of what is written and chosen.
const (
	maxProtectDays = 3 * 366
	maxReason      = 500
)

// KeyOf tells investors apart: by the credit code of their company, else by its name
// without spaces and width, else by the person.
func KeyOf(uscc, company string, person core.ID) string {
	if uscc != "" {
		return "uscc:" + uscc
	}
	if name := foldName(company); name != "" {
		return "org:" + name
	}
	return "person:" + person
}

// foldName brings spellings of one name together: full and half width, brackets,
// spaces, case.
func foldName(name string) string {
	name = strings.ToLower(width.Fold.String(name))
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u3000.,，。·()（）-", r) {
			return -1
		}
		return r
	}, name)
}

// protects reports whether the claim keeps others off the investor.
func (c Claim) protects(now time.Time) bool {
	return c.Status == Credited && c.ProtectedUntil.After(now)
}

// ErrNoClaim is what the store answers when there is none.
var ErrNoClaim = core.NotFound("attribution_not_found", "There is no such line, or it is not your chamber's.")
