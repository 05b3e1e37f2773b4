package client

import (
	"context"
	"errors"
	"fmt"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// Publication is a track of this client in the room.
type Publication struct {
	Info   *livekit.TrackInfo
	client *Client
	sender *webrtc.RTPSender
}

// Publish brings a track into the room; request says what it is (source, type, size). It returns once the server has taken the track's
// description: frames written from then on are sent. Refresh, unless nil, is called when somebody needs a whole picture.
func (c *Client) Publish(ctx context.Context, track webrtc.TrackLocal, request *livekit.AddTrackRequest, refresh func()) (*Publication, error) {
	c.publishing.Lock()
	defer c.publishing.Unlock()
	request.Cid = track.ID()
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_AddTrack{AddTrack: request}})
	info, err := c.granted(ctx, request.Cid)
	if err != nil {
		return nil, err
	}
	sender, err := c.pub.AddTrack(track)
	if err != nil {
		return nil, fmt.Errorf("add a track: %w", err)
	}
	if err := c.negotiate(ctx); err != nil {
		return nil, err
	}
	go reports(sender, refresh)
	return &Publication{Info: info, client: c, sender: sender}, nil
}

// ErrNotAllowed is why nothing was published: this client may not, now.
var ErrNotAllowed = errors.New("publishing is not allowed")

// granted waits until the server has given the track a sid.
func (c *Client) granted(ctx context.Context, cid string) (*livekit.TrackInfo, error) {
	for {
		select {
		case granted := <-c.offered:
			if granted.Cid == cid {
				return granted.Track, nil
			}
		case refused := <-c.refused:
			if refused == cid {
				return nil, ErrNotAllowed
			}
		case <-c.ended:
			return nil, c.reason
		case <-ctx.Done():
			return nil, fmt.Errorf("the media server takes no track: %w", ctx.Err())
		}
	}
}

// negotiate offers what the publishing side has and waits for the server's answer.
func (c *Client) negotiate(ctx context.Context) error {
	select {
	case <-c.negotiation: // an answer nobody waited for
	default:
	}
	offer, err := c.pub.CreateOffer(nil)
	if err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	if err := c.pub.SetLocalDescription(offer); err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Offer{Offer: &livekit.SessionDescription{Type: "offer", Sdp: offer.SDP}}})
	select {
	case answer := <-c.negotiation:
		return answer.err
	case <-c.ended:
		return c.reason
	case <-ctx.Done():
		return fmt.Errorf("the media server does not answer: %w", ctx.Err())
	}
}

// negotiated says whether the server's answer to an offer could be taken in.
type negotiated struct{ err error }

func (c *Client) agreed(answer *livekit.SessionDescription) {
	err := c.pub.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer.Sdp})
	if err == nil {
		c.described(livekit.SignalTarget_PUBLISHER)
	}
	select {
	case c.negotiation <- negotiated{err}:
	default:
	}
}

// reports reads what watchers say of a track: interceptors see it only when it is read.
func reports(sender *webrtc.RTPSender, refresh func()) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			switch packet.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				if refresh != nil {
					refresh()
				}
			}
		}
	}
}

// Mute says that the track is silent for a while, or is heard again.
func (p *Publication) Mute(muted bool) {
	p.client.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Mute{Mute: &livekit.MuteTrackRequest{Sid: p.Info.Sid, Muted: muted}}})
}

// End takes the track out of the room.
func (p *Publication) End(ctx context.Context) error {
	c := p.client
	c.publishing.Lock()
	defer c.publishing.Unlock()
	if err := c.pub.RemoveTrack(p.sender); err != nil && !errors.Is(err, webrtc.ErrConnectionClosed) {
		return fmt.Errorf("remove a track: %w", err)
	}
	return c.negotiate(ctx)
}
