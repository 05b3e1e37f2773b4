package signing

import "zhaoyun/internal/core"

// State is where the legal act stands. The ceremony has a state of its own.
type State string

// The states of an agreement.
const (
	Draft     State = "draft"     // staff writes
	Proposed  State = "proposed"  // the parties read and accept
	FrozenNow State = "frozen"    // the document is fixed; the parties confirm
	Confirmed State = "confirmed" // all have; closing is about to begin
	Sealing   State = "sealing"   // signatures are being embedded
	Done      State = "released"  // everybody has the signed document
	Withdrawn State = "withdrawn" // a party has stepped back
	Expired   State = "expired"
	Voided    State = "voided" // by the bureau
)

// States lists them all.
var States = []State{Draft, Proposed, FrozenNow, Confirmed, Sealing, Done, Withdrawn, Expired, Voided}

// Over reports whether nothing changes any more.
func (s State) Over() bool { return s == Done || s == Withdrawn || s == Expired || s == Voided }

// Event is what may happen to an agreement.
type Event string

// The events.
const (
	Edit        Event = "edit" // facts, parties
	AddVersion  Event = "add-version"
	Propose     Event = "propose"
	ReadPage    Event = "read-page"
	Accept      Event = "accept"
	Freeze      Event = "freeze"
	Intend      Event = "intend"
	Confirm     Event = "confirm"      // one signer
	ConfirmLast Event = "confirm-last" // the last of them
	Unconfirm   Event = "unconfirm"
	Replace     Event = "replace" // a signer
	Take        Event = "take"    // a slot
	Seal        Event = "seal"
	Release     Event = "release"
	Witnessed   Event = "witness"
	Withdraw    Event = "withdraw"
	Expire      Event = "expire"
	Void        Event = "void"
	Fetch       Event = "fetch" // what is signed
)

// Events lists them all.
var Events = []Event{
	Edit, AddVersion, Propose, ReadPage, Accept, Freeze, Intend, Confirm, ConfirmLast, Unconfirm, Replace, Take, Seal, Release, Witnessed,
	Withdraw, Expire, Void, Fetch,
}

// moves is the state machine of an agreement: what is not in it is refused, by the
// error of the state (refusals).
var moves = map[State]map[Event]State{
	Draft: {Edit: Draft, AddVersion: Draft, Propose: Proposed, Void: Voided},
	Proposed: {
		Edit: Proposed, AddVersion: Proposed, ReadPage: Proposed, Accept: Proposed, Replace: Proposed, Freeze: FrozenNow,
		Withdraw: Withdrawn, Expire: Expired, Void: Voided,
	},
	FrozenNow: {
		// Who takes another's place still has to read and accept.
		ReadPage: FrozenNow, Accept: FrozenNow, Replace: FrozenNow,
		Intend: FrozenNow, Confirm: FrozenNow, ConfirmLast: Confirmed, Unconfirm: FrozenNow, Witnessed: FrozenNow,
		Withdraw: Withdrawn, Expire: Expired, Void: Voided,
	},
	Confirmed: {
		// A signer whose key is lost confirms again, over the same digest.
		Intend: Confirmed, Confirm: Confirmed, ConfirmLast: Confirmed, Unconfirm: FrozenNow, Replace: FrozenNow, Witnessed: Confirmed, Take: Sealing,
		Withdraw: Withdrawn, Expire: Expired, Void: Voided,
	},
	Sealing: {
		Intend: Sealing, Confirm: Sealing, ConfirmLast: Sealing, Unconfirm: FrozenNow, Replace: FrozenNow, Witnessed: Sealing, Take: Sealing, Seal: Sealing, Release: Done,
		Withdraw: Withdrawn, Expire: Expired, Void: Voided,
	},
	Done: {Fetch: Done},
}

// refusals say why an event is out of place in a state.
var refusals = map[State]*core.Error{
	Draft:     core.Conflict("agreement_not_proposed", "The agreement has not been put to the parties yet."),
	Proposed:  core.Conflict("agreement_not_frozen", "The agreement is not frozen yet: its parties are still reading."),
	FrozenNow: core.Conflict("agreement_frozen", "The agreement is frozen. Nothing in it can be changed; void it and start another one."),
	Confirmed: core.Conflict("agreement_frozen", "The agreement is frozen. Nothing in it can be changed; void it and start another one."),
	Sealing:   core.Conflict("agreement_frozen", "The agreement is frozen. Nothing in it can be changed; void it and start another one."),
	Done:      core.Conflict("agreement_released", "The agreement has been signed by everybody. Nothing about it changes any more."),
	Withdrawn: core.Conflict("agreement_withdrawn", "A party has withdrawn from the agreement."),
	Expired:   core.Conflict("agreement_expired", "The time to sign the agreement has passed."),
	Voided:    core.Conflict("agreement_voided", "The bureau has voided the agreement."),
}

// Refusals by the event where that says more than the state.
var (
	errNotReleased  = core.Conflict("agreement_not_released", "What is signed can be had once everybody has signed.")
	errNotConfirmed = core.Conflict("agreement_not_confirmed", "Signatures are embedded once everybody has confirmed.")
	errProposed     = core.Conflict("agreement_proposed", "The agreement has been put to the parties already.")
)

// Next is the state after an event, or the named refusal.
func (s State) Next(e Event) (State, *core.Error) {
	if to, ok := moves[s][e]; ok {
		return to, nil
	}
	if s.Over() && s != Done && e != Fetch {
		return s, refusals[s]
	}
	switch e {
	case Fetch:
		return s, errNotReleased
	case Take, Seal, Release:
		if s == FrozenNow || s == Confirmed || s == Sealing {
			return s, errNotConfirmed
		}
	case Propose:
		if s == Proposed {
			return s, errProposed
		}
	}
	return s, refusals[s]
}

// SignerState is how far a signer is.
type SignerState string

// The states of a signer.
const (
	Invited         SignerState = "invited"
	HasRead         SignerState = "read" // every page
	HasAccepted     SignerState = "accepted"
	SignerConfirmed SignerState = "confirmed"
	SignerSealed    SignerState = "sealed"
	SignerReplaced  SignerState = "replaced"
	SignerDeclined  SignerState = "declined"
)

// SignerStates lists them all.
var SignerStates = []SignerState{Invited, HasRead, HasAccepted, SignerConfirmed, SignerSealed, SignerReplaced, SignerDeclined}

// SignerEvent is what may happen to a signer.
type SignerEvent string

// The events of a signer.
const (
	SignerReads     SignerEvent = "read"     // a page
	SignerReadAll   SignerEvent = "read-all" // the last page that was left
	SignerAccepts   SignerEvent = "accept"
	SignerIntends   SignerEvent = "intend"
	SignerConfirms  SignerEvent = "confirm"
	SignerUnconfirm SignerEvent = "unconfirm"
	SignerTakes     SignerEvent = "take"
	SignerSeals     SignerEvent = "seal"
	SignerDropped   SignerEvent = "drop"  // closing starts over
	SignerReset     SignerEvent = "reset" // there is another version to read
	SignerReplace   SignerEvent = "replace"
	SignerDeclines  SignerEvent = "decline"
)

// SignerEvents lists them all.
var SignerEvents = []SignerEvent{
	SignerReads, SignerReadAll, SignerAccepts, SignerIntends, SignerConfirms, SignerUnconfirm, SignerTakes, SignerSeals, SignerDropped, SignerReset,
	SignerReplace, SignerDeclines,
}

// signerMoves is the state machine of a signer.
var signerMoves = map[SignerState]map[SignerEvent]SignerState{
	Invited: {SignerReads: Invited, SignerReadAll: HasRead, SignerReset: Invited, SignerReplace: SignerReplaced, SignerDeclines: SignerDeclined},
	HasRead: {
		SignerReads: HasRead, SignerReadAll: HasRead, SignerAccepts: HasAccepted, SignerReset: Invited, SignerReplace: SignerReplaced, SignerDeclines: SignerDeclined,
	},
	HasAccepted: {
		SignerReads: HasAccepted, SignerReadAll: HasAccepted, SignerAccepts: HasAccepted, SignerIntends: HasAccepted, SignerConfirms: SignerConfirmed,
		SignerReset: Invited, SignerReplace: SignerReplaced, SignerDeclines: SignerDeclined,
	},
	SignerConfirmed: {
		// Confirming again is for a lost key.
		SignerReads: SignerConfirmed, SignerReadAll: SignerConfirmed, SignerIntends: SignerConfirmed, SignerConfirms: SignerConfirmed,
		SignerUnconfirm: HasAccepted, SignerTakes: SignerConfirmed, SignerSeals: SignerSealed, SignerDropped: SignerConfirmed,
		SignerReplace: SignerReplaced, SignerDeclines: SignerDeclined,
	},
	SignerSealed: {
		SignerReads: SignerSealed, SignerReadAll: SignerSealed, SignerUnconfirm: HasAccepted, SignerDropped: SignerConfirmed,
		SignerReplace: SignerReplaced, SignerDeclines: SignerDeclined,
	},
}

// signerRefusals say why an event is out of place for a signer.
var signerRefusals = map[SignerState]*core.Error{
	Invited:         core.Conflict("signer_pages_unread", "Read every page first."),
	HasRead:         core.Conflict("signer_not_accepted", "Accept this version first."),
	HasAccepted:     core.Conflict("signer_not_confirmed", "There is no confirmation."),
	SignerConfirmed: core.Conflict("signer_confirmed", "The confirmation is given already."),
	SignerSealed:    core.Conflict("signer_sealed", "The signature is in the document already."),
	SignerReplaced:  core.Conflict("signer_replaced", "Somebody else signs for this party by now."),
	SignerDeclined:  core.Conflict("signer_declined", "The signer has declined."),
}

// Next is the state after an event, or the named refusal.
func (s SignerState) Next(e SignerEvent) (SignerState, *core.Error) {
	if to, ok := signerMoves[s][e]; ok {
		return to, nil
	}
	if e == SignerUnconfirm && (s == Invited || s == HasRead) {
		return s, signerRefusals[HasAccepted]
	}
	return s, signerRefusals[s]
}
