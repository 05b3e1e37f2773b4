package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// AuditLine says what somebody did, or was refused.
type AuditLine struct {
	ID         core.ID        `json:"id"`
	At         time.Time      `json:"at"`
	Actor      *PersonName    `json:"actor" doc:"Null when nobody was signed in"`
	Action     string         `json:"action" doc:"Operation id, such as publish-event"`
	ObjectKind string         `json:"objectKind" doc:"event, session, room, person, organisation, file …"`
	ObjectID   core.ID        `json:"objectId"`
	ObjectName core.Text      `json:"objectName,omitempty" doc:"Its name today, when it has one"`
	Result     string         `json:"result" enum:"ok,refused"`
	Detail     map[string]any `json:"detail,omitempty" doc:"Identifiers and settings, no personal data"`
	RequestID  string         `json:"requestId"`
	IP         string         `json:"ip,omitempty" doc:"Where the request came from"`
}

// PersonName is as much of a person as it takes to show them.
type PersonName struct {
	ID   core.ID `json:"id"`
	Name string  `json:"name" doc:"Empty when the person was erased"`
}

type listAuditInput struct {
	Paged
	Actor  string    `query:"actor" maxLength:"40" doc:"Only by this person"`
	Action string    `query:"action" maxLength:"60" doc:"Only this operation"`
	Object string    `query:"object" maxLength:"60" doc:"Only about the thing with this id"`
	Result string    `query:"result" enum:"ok,refused" doc:"Only with this result"`
	From   time.Time `query:"from" doc:"At this time or later"`
	To     time.Time `query:"to" doc:"Before this time"`
}

func (s *Server) registerAudit() {
	handle(s, huma.Operation{
		OperationID: "list-audit", Method: http.MethodGet, Path: "/audit", Tags: []string{"Audit"},
		Summary:     "List what was done, latest first",
		Description: "Administrators read everything, officials what concerns their own organisations.",
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *listAuditInput) (*Body[core.Page[AuditLine]], error) {
		p, err := s.Accounts.AuditLines(ctx, actor(ctx), account.AuditFilter{
			Actor: in.Actor, Action: in.Action, Object: in.Object, Result: in.Result, From: in.From, To: in.To,
		}, in.paging())
		if err != nil {
			return nil, err
		}
		return &Body[core.Page[AuditLine]]{core.Map(p, auditLineOf)}, nil
	})
}

func auditLineOf(e account.AuditEntry) AuditLine {
	l := AuditLine{
		ID: e.ID, At: e.At, Action: e.Action, ObjectKind: e.ObjectKind, ObjectID: e.ObjectID, ObjectName: e.ObjectName,
		Result: e.Result, Detail: e.Detail, RequestID: e.RequestID, IP: e.IP,
	}
	if e.Actor != "" {
		l.Actor = &PersonName{ID: e.Actor, Name: e.ActorName}
	}
	return l
}
