// Package evidence keeps what happened to an agreement so that somebody who
// trusts nobody can check it years later: a chain of lines, each naming the
// digest of the one before; what a signer confirmed and how they proved it was
// them; and the package that carries all of it beside the signed document.
//
// It is pure: no store, no clock, no network. The verifier that runs in a browser
// imports it too.
//
// A line is the exact bytes that were hashed. Whoever stores a line stores
// Line.Raw and gets it back with ParseLine; nothing is ever encoded a second time.
package evidence
