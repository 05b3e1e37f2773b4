// Package client speaks the signalling of LiveKit (its version 1.13, protocol 15): it watches a room and publishes into it. The
// recorder, the tests and the bench are such clients; browsers have LiveKit's own.
package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
)

// Options say whose connection it is and what it is told. Callbacks other than Track run one after another and must not wait for the
// client; all of them may be nil.
type Options struct {
	URL   string // http://host:port of the media server, or of the house in front of it
	Token string
	// Subscribe asks for every track as it is published; without it Subscribe is called for those that are wanted.
	Subscribe bool
	// API builds the peer connections; nil is NewAPI. Many clients of one process may share one.
	API *webrtc.API
	// Header goes with the request that opens the connection.
	Header http.Header

	// Track has a goroutine of its own for each track that begins, and reads it until reading fails.
	Track func(*Track)
	// People is told who is there at first and whoever changes afterwards: tracks, mutes, permission. Nobody hidden is among them.
	People func([]*livekit.ParticipantInfo)
	// Left is told who went away.
	Left func(*livekit.ParticipantInfo)
	// Unpublished is told which tracks ended; the info is the last one known.
	Unpublished func(identity string, track *livekit.TrackInfo)
	// Speakers is told who begins or ceases to speak, by identity and level from 0 to 1.
	Speakers func(map[string]float32)
}

// ErrClosed is why a client ended that was closed by its own side.
var ErrClosed = errors.New("the media connection was closed")

// Removed is why a client ended that the server sent away.
type Removed struct{ Reason livekit.DisconnectReason }

func (r *Removed) Error() string {
	return "the media server ended the connection: " + r.Reason.String()
}

// Refused is why there is no client: the answer of the server, or of the house in front of it, to the request.
type Refused struct {
	Status int
	cause  error
}

func (r *Refused) Error() string {
	return fmt.Sprintf("the media server answered %d: %v", r.Status, r.cause)
}
func (r *Refused) Unwrap() error { return r.cause }

// Client is one connection to a room: signalling and a peer connection for each direction.
type Client struct {
	options  Options
	socket   *websocket.Conn
	writing  sync.Mutex
	sub, pub *webrtc.PeerConnection
	silence  time.Duration // longest the server may say nothing

	ended   chan struct{}
	ending  sync.Once
	reason  error // set before ended closes
	welcome chan *livekit.JoinResponse

	mu       sync.Mutex
	me       *livekit.ParticipantInfo
	people   map[string]*livekit.ParticipantInfo // by sid
	changed  chan struct{}                       // closes when people change
	token    string
	waiting  map[livekit.SignalTarget][]webrtc.ICECandidateInit
	offered  chan *livekit.TrackPublishedResponse
	refused  chan string        // cids of tracks that were not taken
	speaking map[string]float32 // by sid

	publishing  sync.Mutex // one publication is arranged at a time
	negotiation chan negotiated
}

// Connect joins the room of the token and returns once the server has said so.
func Connect(ctx context.Context, options Options) (*Client, error) {
	if options.API == nil {
		options.API = NewAPI()
	}
	query := url.Values{"access_token": {options.Token}, "auto_subscribe": {flag(options.Subscribe)},
		"sdk": {"go"}, "version": {"2.0.0"}, "protocol": {"15"}}
	address := "ws" + strings.TrimPrefix(strings.TrimSuffix(options.URL, "/"), "http") + "/rtc?" + query.Encode()
	socket, answer, err := websocket.DefaultDialer.DialContext(ctx, address, options.Header)
	if answer != nil {
		defer func() { _ = answer.Body.Close() }()
	}
	if err != nil {
		if answer != nil {
			return nil, &Refused{Status: answer.StatusCode, cause: err}
		}
		return nil, fmt.Errorf("reach the media server: %w", err)
	}
	c := &Client{options: options, socket: socket, token: options.Token, silence: 30 * time.Second,
		ended: make(chan struct{}), welcome: make(chan *livekit.JoinResponse, 1),
		people: map[string]*livekit.ParticipantInfo{}, changed: make(chan struct{}),
		waiting: map[livekit.SignalTarget][]webrtc.ICECandidateInit{}, speaking: map[string]float32{},
		offered: make(chan *livekit.TrackPublishedResponse, 16), refused: make(chan string, 16), negotiation: make(chan negotiated, 1)}
	if err := c.peers(); err != nil {
		c.end(err)
		return nil, err
	}
	go c.listen()
	select {
	case join := <-c.welcome:
		go c.ping(join)
		return c, nil
	case <-c.ended:
		return nil, c.reason
	case <-ctx.Done():
		c.end(ctx.Err())
		return nil, ctx.Err()
	}
}

// Done closes when the connection has ended, for whatever reason.
func (c *Client) Done() <-chan struct{} { return c.ended }

// Err says why the connection ended; it is nil while it lasts.
func (c *Client) Err() error {
	select {
	case <-c.ended:
		return c.reason
	default:
		return nil
	}
}

// Token is the one to come back with: the server renews it while the connection lasts.
func (c *Client) Token() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token
}

// Close leaves the room.
func (c *Client) Close() {
	c.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Leave{Leave: &livekit.LeaveRequest{
		Reason: livekit.DisconnectReason_CLIENT_INITIATED}}})
	c.end(ErrClosed)
}

// Drop ends the connection as a lost network does: nobody is told.
func (c *Client) Drop() { c.end(ErrClosed) }

func (c *Client) end(why error) {
	c.ending.Do(func() {
		c.reason = why
		close(c.ended)
		_ = c.socket.Close()
		for _, peer := range []*webrtc.PeerConnection{c.sub, c.pub} {
			if peer != nil {
				_ = peer.Close()
			}
		}
	})
}

func flag(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}
