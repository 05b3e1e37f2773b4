package api

// Services are the domains behind the resources.
type Services struct{}

// resources registers every resource, one file each.
func (s *Server) resources() {
}
