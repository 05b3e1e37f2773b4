package client

import (
	"encoding/json"
	"fmt"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/ice/v4"
	"github.com/pion/webrtc/v4"
)

// NewAPI makes peer connections that need no other server: addresses of this machine, loopback among them, and UDP.
func NewAPI() *webrtc.API {
	engine := webrtc.SettingEngine{}
	engine.SetIncludeLoopbackCandidate(true)
	engine.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	engine.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	engine.DisableCloseByDTLS(true)
	codecs := &webrtc.MediaEngine{}
	if err := codecs.RegisterDefaultCodecs(); err != nil {
		panic(fmt.Errorf("the default codecs: %w", err)) // they are constants
	}
	return webrtc.NewAPI(webrtc.WithSettingEngine(engine), webrtc.WithMediaEngine(codecs))
}

// peers makes both peer connections; LiveKit sends on one and receives on the other.
func (c *Client) peers() (err error) {
	if c.sub, err = c.peer(livekit.SignalTarget_SUBSCRIBER); err != nil {
		return err
	}
	if c.pub, err = c.peer(livekit.SignalTarget_PUBLISHER); err != nil {
		return err
	}
	c.sub.OnTrack(c.began)
	return nil
}

func (c *Client) peer(target livekit.SignalTarget) (*webrtc.PeerConnection, error) {
	peer, err := c.options.API.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, fmt.Errorf("make a peer connection: %w", err)
	}
	peer.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate == nil {
			return
		}
		init, err := json.Marshal(candidate.ToJSON())
		if err != nil {
			return
		}
		c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Trickle{Trickle: &livekit.TrickleRequest{
			CandidateInit: string(init), Target: target}}})
	})
	peer.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateFailed {
			go c.end(fmt.Errorf("the way for media (%s) is lost", target))
		}
	})
	return peer, nil
}

func (c *Client) of(target livekit.SignalTarget) *webrtc.PeerConnection {
	if target == livekit.SignalTarget_PUBLISHER {
		return c.pub
	}
	return c.sub
}

// candidate takes in an address of the server; before its description there is nothing to add it to. Only listen calls it.
func (c *Client) candidate(trickle *livekit.TrickleRequest) {
	var init webrtc.ICECandidateInit
	if json.Unmarshal([]byte(trickle.CandidateInit), &init) != nil {
		return
	}
	if peer := c.of(trickle.Target); peer.RemoteDescription() != nil {
		_ = peer.AddICECandidate(init)
		return
	}
	c.waiting[trickle.Target] = append(c.waiting[trickle.Target], init)
}

func (c *Client) described(target livekit.SignalTarget) {
	for _, init := range c.waiting[target] {
		_ = c.of(target).AddICECandidate(init)
	}
	delete(c.waiting, target)
}

// answer takes the server's offer of what it will send.
func (c *Client) answer(offer *livekit.SessionDescription) error {
	if err := c.sub.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer.Sdp}); err != nil {
		return fmt.Errorf("take the offer: %w", err)
	}
	c.described(livekit.SignalTarget_SUBSCRIBER)
	answer, err := c.sub.CreateAnswer(nil)
	if err != nil {
		return fmt.Errorf("answer the offer: %w", err)
	}
	if err := c.sub.SetLocalDescription(answer); err != nil {
		return fmt.Errorf("answer the offer: %w", err)
	}
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Answer{Answer: &livekit.SessionDescription{
		Type: "answer", Sdp: answer.SDP, Id: offer.Id}}})
	return nil
}
