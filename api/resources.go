package api

import (
	"zhaoyun/internal/account"
	"zhaoyun/internal/file"
)

// Services are the domains behind the resources.
type Services struct {
	Accounts *account.Service
	Files    *file.Service
}

// resources registers every resource, one file each.
func (s *Server) resources() {
	s.registerSignIn()
	s.registerMe()
	s.registerOrganisations()
	s.registerPeople()
	s.registerAudit()
	s.registerFiles()
}
