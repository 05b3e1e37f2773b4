package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// The client is a process of its own, so that its time is not the server's. It
// connects, says "ready", and then a line for each time that all of its
// connections have got a marked message.

// Client is what the child process does. Sources are ADDRESS/PATH, or ADDRESS
// for a bare connection; n connections to each. It ends when its input does.
func Client(in io.Reader, out io.Writer, sources []string, n int) error {
	for i, source := range sources {
		c := &crowd{name: strconv.Itoa(i), n: int64(n), out: out}
		if err := c.connect(source); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintln(out, "ready"); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in)
	return err
}

// crowd is n connections to one source.
type crowd struct {
	name string
	n    int64
	out  io.Writer
	got  atomic.Int64
}

func (c *crowd) connect(source string) error {
	addr, path, web := strings.Cut(source, "/")
	failed := make(chan error, c.n)
	var wg sync.WaitGroup
	slots := make(chan struct{}, 64)
	dialer := net.Dialer{Timeout: 20 * time.Second}
	for i := range c.n {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			conn, err := dialer.DialContext(context.Background(), "tcp", addr)
			if err == nil && web {
				err = shake(conn, path, i)
			}
			if err != nil {
				failed <- err
				return
			}
			go c.read(conn)
		})
	}
	wg.Wait()
	select {
	case err := <-failed:
		return fmt.Errorf("connect to %s: %w", source, err)
	default:
		return nil
	}
}

// shake does the WebSocket handshake without reading past it.
func shake(conn net.Conn, path string, i int64) error {
	_, err := fmt.Fprintf(conn, "GET /%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: zhaoyun.v1\r\nCookie: zy_access=00000000-0000-7000-8000-%012d\r\n\r\n",
		path, conn.RemoteAddr(), i)
	if err != nil {
		return err
	}
	var head []byte
	one := make([]byte, 1)
	for !bytes.HasSuffix(head, []byte("\r\n\r\n")) && len(head) < 4096 {
		if _, err := io.ReadFull(conn, one); err != nil {
			return err
		}
		head = append(head, one[0])
	}
	if !bytes.HasPrefix(head, []byte("HTTP/1.1 101 ")) {
		return fmt.Errorf("refused: %s", bytes.SplitN(head, []byte("\r"), 2)[0])
	}
	return nil
}

// read counts the marked messages of one connection and answers pings.
func (c *crowd) read(conn net.Conn) {
	r := bufio.NewReaderSize(conn, 512)
	for {
		op, size, err := frameHead(r)
		if err != nil {
			return
		}
		if op == 0x9 {
			_, _ = conn.Write([]byte{0x8a, 0x80, 0, 0, 0, 0})
		}
		payload := make([]byte, size)
		if _, err := io.ReadFull(r, payload); err != nil {
			return
		}
		for n := bytes.Count(payload, []byte(marker)); n > 0; n-- {
			if c.got.Add(1)%c.n == 0 {
				_, _ = fmt.Fprintln(c.out, c.name)
			}
		}
	}
}

func frameHead(r *bufio.Reader) (op byte, size uint64, err error) {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:2]); err != nil {
		return 0, 0, err
	}
	op, size = b[0]&0xf, uint64(b[1]&0x7f)
	switch size {
	case 126:
		_, err = io.ReadFull(r, b[:2])
		size = uint64(binary.BigEndian.Uint16(b[:2]))
	case 127:
		_, err = io.ReadFull(r, b[:8])
		size = binary.BigEndian.Uint64(b[:8])
	}
	return op, size, err
}

// child is a running client.
type child struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string
}

// start runs the client and waits until all its connections stand.
func start(ctx context.Context, n int, sources ...string) (*child, error) {
	path, err := self()
	if err != nil {
		return nil, err
	}
	args := append([]string{"bench-client", "--connections", strconv.Itoa(n)}, sources...)
	c := &child{cmd: exec.CommandContext(ctx, path, args...), lines: make(chan string, 1024)} //nolint:gosec // this program itself
	c.cmd.Stderr = os.Stderr
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the client: %w", err)
	}
	go func() {
		defer close(c.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			c.lines <- s.Text()
		}
	}()
	if err := c.expect(ctx, "ready"); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// expect waits for a line.
func (c *child) expect(ctx context.Context, want string) error {
	for {
		select {
		case line, ok := <-c.lines:
			if !ok {
				return errClient
			}
			if line == want {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(60 * time.Second):
			return fmt.Errorf("the client has not said %q in a minute", want)
		}
	}
}

func (c *child) close() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}
