package core

import (
	"context"
	"time"
)

// Transactor runs a function in a transaction that travels in the context. A
// call inside another joins it, so one change may span several domains.
type Transactor interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
}

type afterKey struct{}

// Afterwards collects what has to happen once the transaction is committed. The
// store makes one for each outermost transaction.
type Afterwards struct {
	committed []func(context.Context)
	anyhow    []func(context.Context)
}

// WithAfterwards returns a context whose AfterCommit calls are collected in a.
func WithAfterwards(ctx context.Context, a *Afterwards) context.Context {
	return context.WithValue(ctx, afterKey{}, a)
}

// Run does what was collected, in order: all of it after a commit, what AfterTx
// asked for after a rollback too.
func (a *Afterwards) Run(ctx context.Context, committed bool) {
	todo := a.anyhow
	if committed {
		todo = append(todo, a.committed...)
	}
	for _, f := range todo {
		f(ctx)
	}
}

// AfterCommit runs f once the transaction in ctx is committed, and never when it
// is rolled back. Outside a transaction f runs at once.
func AfterCommit(ctx context.Context, f func(ctx context.Context)) {
	if a, ok := ctx.Value(afterKey{}).(*Afterwards); ok && a != nil {
		a.committed = append(a.committed, f)
		return
	}
	f(ctx)
}

// AfterTx runs f once the transaction in ctx is over, committed or rolled back.
// Outside a transaction f runs at once.
func AfterTx(ctx context.Context, f func(ctx context.Context)) {
	if a, ok := ctx.Value(afterKey{}).(*Afterwards); ok && a != nil {
		a.anyhow = append(a.anyhow, f)
		return
	}
	f(ctx)
}

// AuditLine is one line of the audit log. Lines are only ever added.
type AuditLine struct {
	ID           ID
	At           time.Time
	Actor        ID     // empty for somebody who is not signed in
	Organisation ID     // whose audit log shows it; empty for the installation's
	Action       string // the operation, such as "publish-event"
	ObjectKind   string // event, session, room, person, organisation, file …
	ObjectID     ID
	Result       string // AuditOK or AuditRefused
	Detail       map[string]any
	RequestID    string
	IP           string
}

// Results of an audited action.
const (
	AuditOK      = "ok"
	AuditRefused = "refused"
)

// Auditor writes audit lines, in the transaction of the context if there is one.
type Auditor interface {
	Audit(ctx context.Context, line AuditLine) error
}

// Audited returns an audit line by the actor about the object.
func (a Actor) Audited(action, objectKind string, objectID, organisation ID, detail map[string]any) AuditLine {
	return AuditLine{
		Actor: a.Person, Organisation: organisation, Action: action, ObjectKind: objectKind, ObjectID: objectID,
		Result: AuditOK, Detail: detail, RequestID: a.RequestID, IP: a.IP,
	}
}
