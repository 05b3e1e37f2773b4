package invite

import "zhaoyun/internal/core"

// Deps is what a Service works with.
type Deps struct {
	Store Store
	Tx    core.Transactor
	Audit core.Auditor
	Clock core.Clock // core.Now when nil
}

// Service is the domain of campaigns and invitations.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}
