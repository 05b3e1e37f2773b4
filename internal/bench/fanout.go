package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"zhaoyun/internal/core"
)

const (
	burst  = 30 // broadcasts of one half of a pair
	warmUp = 5
)

// fanout compares the CPU time of a delivery through the hub with that of a bare
// loop of writes, with one message outstanding.
func fanout(ctx context.Context, o Options) ([]row, error) {
	rooms := &stand{}
	h, err := openHall(rooms, core.NewID(), time.Minute)
	if err != nil {
		return nil, err
	}
	defer h.close()
	bare, err := openBare(o.Connections)
	if err != nil {
		return nil, err
	}
	defer bare.close()
	c, err := start(ctx, o.Connections, h.addr+"/ws/rooms/"+h.room, bare.addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	if err := bare.accepted(ctx); err != nil {
		return nil, err
	}
	throughHub := func() error { return h.say(ctx, rooms.head.Add(1)) }
	series := func(crowd string, n int, say func() error) (float64, error) {
		before := cpu()
		for range n {
			if err := say(); err != nil {
				return 0, err
			}
			if err := c.expect(ctx, crowd); err != nil {
				return 0, err
			}
		}
		return (cpu() - before).Seconds() / float64(n*o.Connections) * 1e6, nil
	}
	if _, err := series("0", warmUp, throughHub); err != nil {
		return nil, err
	}
	ratio := row{"fanout-over-bare-loop", nil, "x", 1.25, true}
	cost := row{"fanout-cpu-per-delivery", nil, "us", 15, true}
	for pair := range o.Pairs {
		halves := [2]float64{}
		for _, which := range [2]int{pair % 2, 1 - pair%2} {
			say := throughHub
			if which == 1 {
				say = bare.say
			}
			if halves[which], err = series(fmt.Sprint(which), burst, say); err != nil {
				return nil, err
			}
		}
		ratio.values, cost.values = append(ratio.values, halves[0]/halves[1]), append(cost.values, halves[0])
	}
	return []row{ratio, cost}, nil
}

// bareLoop writes a frame to every connection, one after the other.
type bareLoop struct {
	addr  string
	ln    net.Listener
	n     int
	conns chan net.Conn
	fds   []int
	held  []net.Conn
	frame []byte
}

func openBare(n int) (*bareLoop, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b := &bareLoop{addr: ln.Addr().String(), ln: ln, n: n, conns: make(chan net.Conn, n)}
	// As long as an entry of the hub: header of 4 bytes, then the text.
	text := fmt.Sprintf(`{"t":"entry","lane":"public","seq":100,"type":"chat.posted","at":"2026-11-23T02:00:00.123Z","data":{"text":"%s"}}`, words)
	b.frame = append([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}, text...)
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			b.conns <- c
		}
	}()
	return b, nil
}

func (b *bareLoop) accepted(ctx context.Context) error {
	for len(b.held) < b.n {
		select {
		case c := <-b.conns:
			b.held = append(b.held, c)
			raw, err := c.(*net.TCPConn).SyscallConn()
			if err != nil {
				return err
			}
			if err := raw.Control(func(fd uintptr) { b.fds = append(b.fds, int(fd)) }); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (b *bareLoop) say() error {
	for _, fd := range b.fds {
		n, err := syscall.Write(fd, b.frame)
		for errors.Is(err, syscall.EINTR) {
			n, err = syscall.Write(fd, b.frame)
		}
		if err != nil || n != len(b.frame) {
			return fmt.Errorf("bare loop: %d of %d bytes written: %w", n, len(b.frame), err)
		}
	}
	return nil
}

func (b *bareLoop) close() {
	_ = b.ln.Close()
	for _, c := range b.held {
		_ = c.Close()
	}
}

// cpu is the time this process has spent on the processors, in the kernel too.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
