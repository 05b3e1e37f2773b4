package api

import (
	"zhaoyun/internal/account"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/node"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/video"
)

// Services are the domains behind the resources.
type Services struct {
	Accounts *account.Service
	Files    *file.Service
	Rooms    *room.Service
	Events   *event.Service
	Reports  *report.Service
	Nodes    *node.Service
	Inbox    *inbox.Service
	Video    *video.Service
}

// resources registers every resource, one file each.
func (s *Server) resources() {
	s.registerSignIn()
	s.registerMe()
	s.registerOrganisations()
	s.registerPeople()
	s.registerAudit()
	s.registerFiles()
	s.registerRooms()
	s.registerQuestions()
	s.registerFollowUps()
	s.registerReports()
	s.registerEvents()
	s.registerSessions()
	s.registerRegistrations()
	s.registerCalendar()
	s.registerNodes()
	s.registerInbox()
	s.registerAnswers()
	s.registerScene()
	s.registerMedia()
	s.registerEncoders()
}
