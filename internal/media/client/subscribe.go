package client

import (
	"strings"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// Track is what somebody publishes, as it arrives here.
type Track struct {
	Identity string             // of who publishes
	Info     *livekit.TrackInfo // as it was when the track began
	Remote   *webrtc.TrackRemote
	Receiver *webrtc.RTPReceiver
	client   *Client
}

// Read returns the next packet. Packets without a payload are padding, to be passed over.
func (t *Track) Read() (*rtp.Packet, error) {
	packet, _, err := t.Remote.ReadRTP()
	return packet, err
}

// RTCP returns what comes beside the track: sender reports tie its clock to the wall's.
func (t *Track) RTCP() ([]rtcp.Packet, error) {
	packets, _, err := t.Receiver.ReadRTCP()
	return packets, err
}

// Refresh asks for a whole picture.
func (t *Track) Refresh() error {
	return t.client.sub.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: uint32(t.Remote.SSRC())}})
}

// began finds out whose a track is that arrives, and hands it on.
func (c *Client) began(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	if c.options.Track == nil {
		return
	}
	who, _, _ := strings.Cut(remote.StreamID(), "|") // "participant|stream"
	for {
		c.mu.Lock()
		person, changed := c.people[who], c.changed
		c.mu.Unlock()
		for _, info := range person.GetTracks() {
			if info.Sid == remote.ID() {
				c.options.Track(&Track{Identity: person.Identity, Info: info, Remote: remote, Receiver: receiver, client: c})
				return
			}
		}
		select { // the news of it may be on its way
		case <-changed:
		case <-c.ended:
			return
		}
	}
}

// Subscribe asks for tracks of somebody, by sid, or to be spared them.
func (c *Client) Subscribe(participant string, tracks []string, wanted bool) {
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Subscription{Subscription: &livekit.UpdateSubscription{
		TrackSids: tracks, Subscribe: wanted,
		ParticipantTracks: []*livekit.ParticipantTracks{{ParticipantSid: participant, TrackSids: tracks}}}}})
}

// Prefer says which of the sizes of a picture is wanted, and whether it is wanted now at all.
func (c *Client) Prefer(settings *livekit.UpdateTrackSettings) {
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_TrackSetting{TrackSetting: settings}})
}
