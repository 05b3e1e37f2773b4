package account

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// AuditEntry is an audit line with the names of today, as far as there are any.
type AuditEntry struct {
	core.AuditLine
	ActorName  string
	ObjectName core.Text
}

// AuditFilter narrows the audit log.
type AuditFilter struct {
	Actor, Object core.ID
	Action        string
	Result        string
	From, To      time.Time // From inclusive, To exclusive; zero for open
	// Organisations limits the list to lines of these; nil means all.
	Organisations []core.ID
}

// auditStore reads audit lines.
type auditStore interface {
	// AuditLines lists lines, latest first.
	AuditLines(ctx context.Context, f AuditFilter, p core.Paging) (core.Page[AuditEntry], error)
}

// AuditLines lists what staff did: everything for administrators, what concerns
// their own organisations for officials.
func (s *Service) AuditLines(ctx context.Context, actor core.Actor, f AuditFilter, p core.Paging) (core.Page[AuditEntry], error) {
	if err := s.staff(ctx, actor, "list-audit", policy.Target{}, "audit", ""); err != nil {
		return core.Page[AuditEntry]{}, err
	}
	f.Organisations = nil
	if !actor.Has(core.RoleAdministrator) && actor.Kind != core.PersonSystem {
		f.Organisations = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleOfficial {
				f.Organisations = append(f.Organisations, m.Organisation)
			}
		}
	}
	return s.Store.AuditLines(ctx, f, p)
}
