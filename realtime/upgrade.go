package realtime

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unique"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// readBuffer is what a connection keeps for reading; client frames are small. With
// one byte less gorilla would make a buffer of its own.
const readBuffer = 257

var upgrader = websocket.Upgrader{
	WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}, Subprotocols: []string{Protocol},
	CheckOrigin: func(*http.Request) bool { return true }, // asked before
}

// visit is what a request to join brought along. Everything is copied: Fiber
// reuses the request.
type visit struct {
	room    core.ID
	since   room.Since
	epoch   string
	token   string
	ip      string
	request *http.Request // as far as the handshake needs it
	entered time.Time
	actor   core.Actor
	seat    room.Seat
}

// Handle is the Fiber handler of GET /ws/rooms/:room. What is wrong with a
// request is answered before the socket exists, as the error of the handler.
func (h *Hub) Handle(c *fiber.Ctx) error {
	v, err := h.read(c)
	if err == nil {
		err = h.admit(c.UserContext(), &v)
	}
	if err != nil {
		h.metrics.refused.WithLabelValues(core.AsError(err).Code).Inc()
		return err
	}
	c.Status(fiber.StatusSwitchingProtocols)
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(hc net.Conn) { h.hijacked(v, hc) })
	return nil
}

// read checks the form of the request.
func (h *Hub) read(c *fiber.Ctx) (visit, error) {
	head := func(name string) string { return strings.Clone(c.Get(name)) }
	v := visit{room: strings.Clone(c.Params("room")), epoch: strings.Clone(c.Query("epoch")), ip: h.ip(c), request: &http.Request{
		Method: http.MethodGet, Host: strings.Clone(c.Hostname()), Header: http.Header{},
	}}
	for _, name := range []string{"Connection", "Upgrade", "Sec-Websocket-Version", "Sec-Websocket-Key", "Sec-Websocket-Protocol"} {
		v.request.Header.Set(name, head(name))
	}
	if !websocket.IsWebSocketUpgrade(v.request) || head("Sec-Websocket-Version") != "13" || len(head("Sec-Websocket-Key")) != 24 {
		return v, fiber.ErrUpgradeRequired
	}
	if origin := head("Origin"); origin != "" && !h.OriginAllowed(origin, v.request.Host) {
		return v, core.Forbidden("origin_not_allowed", "This request came from another site and was refused.")
	}
	if !asks(v.request, Protocol) {
		return v, core.Invalid("subprotocol_required", "Ask for the WebSocket subprotocol zhaoyun.v1.").On("header.Sec-WebSocket-Protocol")
	}
	if !core.IsID(v.room) {
		return v, core.NotFound("room_not_found", "There is no such room.")
	}
	token, bearer := strings.CutPrefix(head(fiber.HeaderAuthorization), "Bearer ")
	if !bearer {
		token = strings.Clone(c.Cookies(h.Cookie))
	}
	if v.token = token; token == "" {
		return v, core.Unauthenticated("sign_in_required", "Sign in first.")
	}
	var err error
	v.since, err = room.ParseSince(strings.Clone(c.Query("since")))
	return v, err
}

func (h *Hub) ip(c *fiber.Ctx) string {
	if h.ClientIP != nil {
		return strings.Clone(h.ClientIP(c))
	}
	return c.Context().RemoteIP().String()
}

func asks(r *http.Request, protocol string) bool {
	for _, p := range websocket.Subprotocols(r) {
		if p == protocol {
			return true
		}
	}
	return false
}

// admit finds out who it is and whether they may come in, and notes their
// attendance. A visit that is let in counts among the connections.
func (h *Hub) admit(ctx context.Context, v *visit) (err error) {
	if err := h.closed(); err != nil {
		return err
	}
	if v.actor, err = h.Auth.Authenticate(ctx, v.token); err != nil {
		return err
	}
	v.actor.IP = v.ip
	if over, err := h.limits.admit(v.actor.SignIn, v.ip); err != nil {
		who := v.actor.SignIn
		if over == "address" {
			who = v.ip
		}
		h.complain(h.Log, "too many connections", who, "of", over, "person", v.actor.Person, "ip", v.ip)
		return err
	}
	v.entered = h.Now()
	if v.seat, err = h.Rooms.Enter(ctx, v.actor, v.room); err == nil {
		_, err = h.room(ctx, v.room)
	}
	if err != nil {
		h.limits.release(v.actor.SignIn, v.ip)
	}
	v.room, v.seat = unique.Make(v.room).Value(), h.thrifty(v.seat)
	return err
}

// thrifty is a seat as thousands are kept: what is not asked for here is dropped,
// and what many have alike is one and the same.
func (h *Hub) thrifty(s room.Seat) room.Seat {
	s.Name, s.Org, s.Person = "", "", ""
	s.Room, s.Epoch = unique.Make(s.Room).Value(), unique.Make(s.Epoch).Value()
	can, _ := h.abilities.LoadOrStore(strings.Join(s.Can, " "), s.Can)
	s.Can = can.([]string)
	return s
}

// hijacked runs on a goroutine of fasthttp, which must not be kept.
func (h *Hub) hijacked(v visit, hc net.Conn) {
	c, err := h.connect(v, hc)
	if err != nil {
		h.limits.release(v.actor.SignIn, v.ip)
		h.Log.Debug("websocket handshake", "room", v.room, "error", err.Error())
		return
	}
	go h.serve(v, c)
}

var errEarly = errors.New("the client sent data before the handshake was over")

// connect does the handshake on the bare connection, past fasthttp's buffers.
func (h *Hub) connect(v visit, hc net.Conn) (*conn, error) {
	u, ok := hc.(interface{ UnsafeConn() net.Conn })
	if !ok {
		_ = hc.Close()
		return nil, fmt.Errorf("no bare connection below %T", hc)
	}
	bare := u.UnsafeConn()
	// What the client has sent too early is in fasthttp's buffer, which a deadline
	// in the past does not keep from being read.
	_ = bare.SetReadDeadline(time.Unix(1, 0))
	if n, _ := hc.Read(make([]byte, 1)); n > 0 {
		_, _ = bare.Write([]byte("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
		_ = bare.Close()
		return nil, errEarly
	}
	_ = bare.SetReadDeadline(time.Time{})
	narrow(bare)
	pipe := &handshake{Conn: bare}
	pipe.in = bufio.NewReaderSize(pipe, readBuffer)
	ws, err := upgrader.Upgrade(pipe, v.request, nil)
	if err != nil {
		_ = bare.Close()
		return nil, err
	}
	pipe.over.Store(true)
	c := &conn{
		serial: h.serial.Add(1), hub: h, ws: ws, net: bare, in: pipe.in, fd: -1, ip: v.ip, enter: v.entered, seat: v.seat,
		person: v.actor.Person, signIn: v.actor.SignIn, roomID: v.room,
	}
	pipe.conn = c
	if socket, ok := bare.(syscall.Conn); ok {
		c.raw, _ = socket.SyscallConn()
		_ = c.raw.Control(func(fd uintptr) { c.fd = int(fd) })
	}
	c.prepare()
	now := h.wall()
	c.heard.Store(now.UnixNano())
	c.pinged.Store(now.UnixNano())
	// Sockets that came together are not looked at together.
	c.checked.Store(now.Add(-time.Duration(rand.Int64N(int64(recheckEvery / 2)))).UnixNano())
	return c, nil
}

// serve begins the life of a connection.
func (h *Hub) serve(v visit, c *conn) {
	h.mu.Lock()
	h.conns[c] = struct{}{}
	h.metrics.conns.Set(float64(len(h.conns)))
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 2*storeTimeout)
	err := h.join(ctx, v, c)
	cancel()
	if err != nil {
		h.complain(c.log(), "join", c.roomID, "error", err.Error())
		c.bye(byeUnavailable, true)
	}
	h.auth.recheck(c)
	h.late(c)
	go c.sleep() // on a stack that joining has not made large
}

func (h *Hub) gone(c *conn) {
	h.limits.release(c.signIn, c.ip)
	h.auth.drop(c)
	h.mu.Lock()
	delete(h.conns, c)
	h.metrics.conns.Set(float64(len(h.conns)))
	h.mu.Unlock()
	c.mu.Lock()
	why := c.why
	c.mu.Unlock()
	if why == "" {
		why = "left"
	}
	h.metrics.byes.WithLabelValues(why).Inc()
	switch why {
	case byeFlood, byeSlow, byeTooLarge, byeBroken:
		c.hub.complain(c.log(), "connection closed: "+why, c.signIn, "ip", c.ip)
	default:
		c.log().Debug("connection closed", "why", why)
	}
}

// handshake is what gorilla upgrades on. Afterwards it swallows what gorilla
// would write by itself: pongs and closes go through the connection's own queue,
// where they cannot land inside a half-written frame.
type handshake struct {
	net.Conn
	in     *bufio.Reader // what gorilla reads through
	conn   *conn         // once it is over
	header http.Header
	over   atomic.Bool
}

// Header implements http.ResponseWriter.
func (s *handshake) Header() http.Header {
	if s.header == nil {
		s.header = http.Header{}
	}
	return s.header
}

// WriteHeader implements http.ResponseWriter.
func (s *handshake) WriteHeader(status int) {
	_, _ = fmt.Fprintf(s.Conn, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", status, http.StatusText(status))
	s.over.Store(true)
}

// Write implements net.Conn and http.ResponseWriter.
func (s *handshake) Write(p []byte) (int, error) {
	if s.over.Load() {
		return len(p), nil
	}
	return s.Conn.Write(p)
}

// Hijack implements http.Hijacker. The writer is too small for gorilla to keep.
func (s *handshake) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return s, bufio.NewReadWriter(s.in, bufio.NewWriterSize(s.Conn, 16)), nil
}
