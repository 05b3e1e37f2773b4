package bench

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
)

// bareLoop writes to every connection, one after the other, and does nothing else:
// the least that a delivery can cost. What is said while it writes goes out
// together in the next round, one write for each connection.
type bareLoop struct {
	addr string
	wake chan struct{}

	mu      sync.Mutex
	held    []net.Conn // kept from being collected, which would close them
	fds     []int
	pending []byte
	failed  error
}

func openBare() (*bareLoop, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b := &bareLoop{addr: ln.Addr().String(), wake: make(chan struct{}, 1)}
	go b.accept(ln)
	go b.run()
	return b, nil
}

func (b *bareLoop) accept(ln net.Listener) {
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		raw, err := c.(*net.TCPConn).SyscallConn()
		if err != nil {
			return
		}
		_ = raw.Control(func(fd uintptr) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.held, b.fds = append(b.held, c), append(b.fds, int(fd))
		})
	}
}

// say has a marked text frame written whose payload has so many bytes.
func (b *bareLoop) say(size int) error {
	text := marker + strings.Repeat("x", max(0, size-len(marker)))
	frame := append([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}, text...)
	if len(text) < 126 {
		frame = append([]byte{0x81, byte(len(text))}, text...)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pending = append(b.pending, frame...)
	select {
	case b.wake <- struct{}{}:
	default:
	}
	return b.failed
}

func (b *bareLoop) run() {
	for range b.wake {
		b.mu.Lock()
		frames, fds := b.pending, b.fds
		b.pending = nil
		b.mu.Unlock()
		for _, fd := range fds {
			if err := write(fd, frames); err != nil {
				b.mu.Lock()
				b.failed = err
				b.mu.Unlock()
				return
			}
		}
	}
}

func write(fd int, p []byte) error {
	n, err := syscall.Write(fd, p)
	for errors.Is(err, syscall.EINTR) {
		n, err = syscall.Write(fd, p)
	}
	if err != nil || n != len(p) {
		return fmt.Errorf("bare loop: %d of %d bytes written: %w", n, len(p), err)
	}
	return nil
}
