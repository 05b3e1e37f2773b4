package api

import (
	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/hook"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/key"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/mapsource"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/node"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/verify"
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
	Leads    *lead.Service
	Members  *chamber.Service
	Land     *land.Service
	Map      *mapsource.Source
	Video    *video.Service
	Signing  *signing.Service
	CheckIns *checkin.Service
	Credit   *credit.Service
	Hooks    *hook.Service
	Keys     *key.Service

	Recordings  *recording.Service
	Anchors     verify.Anchors
	Invitations *invite.Service
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
	s.registerRecordings()
	s.registerEvents()
	s.registerSessions()
	s.registerRegistrations()
	s.registerCampaigns()
	s.registerInvitations()
	s.registerCalendar()
	s.registerCheckIns()
	s.registerAttributions()
	s.registerNodes()
	s.registerInbox()
	s.registerAnswers()
	s.registerParcelImports() // before /parcels/{parcel}
	s.registerLeads()
	s.registerAgreements()
	s.registerPasskeys()
	s.registerMembers()
	s.registerParcels()
	s.registerCarriers()
	s.registerTiles()
	s.registerMap()
	s.registerParcelsBeside()
	s.registerEventParcels()
	s.registerScene()
	s.registerCeremony()
	s.registerMedia()
	s.registerEncoders()
	s.registerVerifications()
	s.registerWebhooks()
	s.registerKeys()
}
