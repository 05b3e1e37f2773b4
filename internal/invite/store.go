package invite

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// Store keeps campaigns and invitations; every method joins the transaction of its context.
type Store interface {
	campaignStore
	invitationStore
	postStore
}

type campaignStore interface {
	// InsertCampaign fails with campaign_exists.
	InsertCampaign(ctx context.Context, c Campaign) error
	// UpdateCampaign stores c when its version still is the one before; else version_conflict.
	UpdateCampaign(ctx context.Context, c Campaign) error
	// Campaign fails with campaign_not_found.
	Campaign(ctx context.Context, id core.ID) (Campaign, error)
	// LockCampaign is Campaign; other transactions that lock it wait until this one ends.
	LockCampaign(ctx context.Context, id core.ID) (Campaign, error)
	// CampaignByOpen finds by the token of the open link; invitation_not_found.
	CampaignByOpen(ctx context.Context, token string) (Campaign, error)
	// Campaigns lists them, latest first.
	Campaigns(ctx context.Context, f CampaignFilter, p core.Paging) (core.Page[Campaign], error)
	// CountInvitations counts by campaign.
	CountInvitations(ctx context.Context, campaigns []core.ID) (map[core.ID]Counts, error)
}

// CampaignFilter narrows a list of campaigns.
type CampaignFilter struct {
	Event   core.ID
	Chamber core.ID
	Own     []core.ID // organisations that are the chamber or the bureau; nil: any
}

type invitationStore interface {
	// InsertInvitations leaves out members who are invited in the campaign already, and
	// returns how many are new.
	InsertInvitations(ctx context.Context, list []Invitation) (int, error)
	UpdateInvitation(ctx context.Context, i Invitation) error
	// LockInvitation is Invitation; other transactions that lock it wait until this one ends.
	LockInvitation(ctx context.Context, id core.ID) (Invitation, error)
	// Enqueue marks drafts of a campaign as queued, or those named whatever their
	// status short of an answer, and returns how many.
	Enqueue(ctx context.Context, campaign core.ID, ids []core.ID, at time.Time) (int, error)
	// Colleagues counts the invitations that one brought.
	Colleagues(ctx context.Context, invitation core.ID) (int, error)
	// Invitation fails with invitation_not_found.
	Invitation(ctx context.Context, id core.ID) (Invitation, error)
	// InvitationBy finds by the token of a link; invitation_not_found.
	InvitationBy(ctx context.Context, token string) (Invitation, error)
	// InvitationOf finds by the registration it brought; invitation_not_found.
	InvitationOf(ctx context.Context, registration core.ID) (Invitation, error)
	// Invitations lists them in the order in which they were made.
	Invitations(ctx context.Context, f Filter, p core.Paging) (core.Page[Invitation], error)
	// EraseInvitations empties what invitations say about whoever registered by them.
	EraseInvitations(ctx context.Context, person core.ID) error
	// ForgetMember takes a member out of the invitations.
	ForgetMember(ctx context.Context, member core.ID) error
}

// postStore is what sending needs.
type postStore interface {
	// TakeTurn gives the next time at which a channel may send, gap after the last.
	TakeTurn(ctx context.Context, channel Channel, now time.Time, gap time.Duration) (time.Time, error)
	// Stopped tells whether a contact wants no more from a chamber, and Stop notes it.
	Stopped(ctx context.Context, chamber core.ID, contact string) (bool, error)
	Stop(ctx context.Context, chamber core.ID, contact string, at time.Time) error
}
