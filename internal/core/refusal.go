package core

import (
	"context"
	"errors"
)

// NoteRefusal writes an audit line, with the result refused, when err forbids
// what a signed-in person tried, and returns err as it is. The line is written
// once the transaction of the context is over, because the refusal rolls it back.
// Use it for what staff does; a viewer's refused click is not worth a line.
func NoteRefusal(ctx context.Context, a Auditor, err error, line AuditLine) error {
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindForbidden || line.Actor == "" {
		return err
	}
	line.Result = AuditRefused
	detail := map[string]any{"code": e.Code}
	for k, v := range line.Detail {
		detail[k] = v
	}
	line.Detail = detail
	AfterTx(ctx, func(ctx context.Context) { _ = a.Audit(ctx, line) })
	return err
}
