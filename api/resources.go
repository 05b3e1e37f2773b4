package api

import "zhaoyun/internal/account"

// Services are the domains behind the resources.
type Services struct {
	Accounts *account.Service
}

// resources registers every resource, one file each.
func (s *Server) resources() {
	s.registerSignIn()
	s.registerMe()
	s.registerOrganisations()
	s.registerPeople()
	s.registerAudit()
}
