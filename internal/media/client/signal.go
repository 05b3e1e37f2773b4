package client

import (
	"errors"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
)

// send writes a message; a connection that cannot be written is noticed by listen.
func (c *Client) send(message *livekit.SignalRequest) {
	payload, err := proto.Marshal(message)
	if err != nil {
		return
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	_ = c.socket.SetWriteDeadline(time.Now().Add(10 * time.Second))
	_ = c.socket.WriteMessage(websocket.BinaryMessage, payload)
}

func (c *Client) read() (*livekit.SignalResponse, error) {
	_ = c.socket.SetReadDeadline(time.Now().Add(c.silence))
	kind, payload, err := c.socket.ReadMessage()
	if err != nil {
		return nil, fmt.Errorf("read from the media server: %w", err)
	}
	if kind != websocket.BinaryMessage {
		return nil, errors.New("the media server speaks another form of the protocol")
	}
	message := &livekit.SignalResponse{}
	if err := proto.Unmarshal(payload, message); err != nil {
		return nil, fmt.Errorf("read from the media server: %w", err)
	}
	return message, nil
}

// listen reads until the connection ends.
func (c *Client) listen() {
	for {
		message, err := c.read()
		if err == nil {
			err = c.take(message)
		}
		if err != nil {
			c.end(err)
			return
		}
	}
}

// take obeys one message of the server; an error ends the connection.
func (c *Client) take(message *livekit.SignalResponse) error {
	switch m := message.Message.(type) {
	case *livekit.SignalResponse_Join:
		if patience := m.Join.PingTimeout + m.Join.PingInterval; patience > 0 {
			c.silence = time.Duration(patience) * time.Second
		}
		c.joined(m.Join)
		c.welcome <- m.Join
	case *livekit.SignalResponse_Offer:
		return c.answer(m.Offer)
	case *livekit.SignalResponse_Answer:
		c.agreed(m.Answer)
	case *livekit.SignalResponse_Trickle:
		c.candidate(m.Trickle)
	case *livekit.SignalResponse_Update:
		c.update(m.Update.Participants)
	case *livekit.SignalResponse_SpeakersChanged:
		c.speakers(m.SpeakersChanged.Speakers)
	case *livekit.SignalResponse_TrackPublished:
		select {
		case c.offered <- m.TrackPublished:
		default: // nobody waits for it any more
		}
	case *livekit.SignalResponse_RequestResponse:
		if track := m.RequestResponse.GetAddTrack(); track != nil && m.RequestResponse.Reason != livekit.RequestResponse_OK {
			select {
			case c.refused <- track.Cid:
			default:
			}
		}
	case *livekit.SignalResponse_RefreshToken:
		c.mu.Lock()
		c.token = m.RefreshToken
		c.mu.Unlock()
	case *livekit.SignalResponse_Leave:
		return &Removed{Reason: m.Leave.Reason}
	}
	return nil
}

// ping tells the server, as often as it wishes, that somebody is here.
func (c *Client) ping(join *livekit.JoinResponse) {
	every := time.Duration(join.PingInterval) * time.Second
	if every <= 0 {
		every = 5 * time.Second
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-c.ended:
			return
		case <-tick.C:
			c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_PingReq{PingReq: &livekit.Ping{Timestamp: time.Now().UnixMilli()}}})
		}
	}
}
