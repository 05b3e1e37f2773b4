package bus_test

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
)

// BenchmarkRedis is what a message costs from one node to another and back to
// nobody: four rooms at once, 250 bytes.
func BenchmarkRedis(b *testing.B) {
	from, to := benchBus(b), benchBus(b)
	var heard atomic.Int64
	rooms := make([]string, 4)
	for i := range rooms {
		rooms[i] = core.NewID()
		for _, at := range []*bus.Redis{from, to} {
			count := &heard
			if at == from {
				count = &atomic.Int64{}
			}
			cancel, err := at.Subscribe(b.Context(), rooms[i], func(bus.Message) { count.Add(1) })
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(cancel)
		}
	}
	data := make([]byte, 250)
	var turn atomic.Int64
	b.ReportAllocs()
	b.SetParallelism(2)
	b.RunParallel(func(pb *testing.PB) {
		room := rooms[turn.Add(1)%4]
		for pb.Next() {
			ctx, cancel := context.WithTimeout(b.Context(), time.Second)
			if err := from.Publish(ctx, bus.Message{Room: room, Kind: bus.KindEntry, Data: data}); err != nil {
				b.Error(err)
			}
			cancel()
		}
	})
	for end := time.Now().Add(5 * time.Second); heard.Load() < int64(b.N) && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if heard.Load() != int64(b.N) {
		b.Errorf("heard %d of %d", heard.Load(), b.N)
	}
}

// BenchmarkMemory is what a message costs within a process.
func BenchmarkMemory(b *testing.B) {
	m := bus.NewMemory()
	defer m.Close()
	done := make(chan struct{}, 1)
	if _, err := m.Subscribe(b.Context(), "r", func(bus.Message) { done <- struct{}{} }); err != nil {
		b.Fatal(err)
	}
	msg := bus.Message{Room: "r", Kind: bus.KindEntry, Data: make([]byte, 250)}
	b.ReportAllocs()
	for b.Loop() {
		_ = m.Publish(b.Context(), msg)
		<-done
	}
}

// BenchmarkCount is the count of a room with 5,000 people on each of two nodes:
// as it is every second, and as it is after everything was told anew.
func BenchmarkCount(b *testing.B) {
	client, err := bus.OpenRedis(benchURL(b))
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	p := bus.NewRedisPresence(client, core.NewID()+":", time.Minute)
	for n := range 2 {
		if _, err := p.Beat(b.Context(), fmt.Sprint(n), []bus.Beat{{Room: "r", Full: true, Joined: ids(n*2500, 5000)}}); err != nil {
			b.Fatal(err)
		}
	}
	for name, before := range map[string]*bus.Beat{
		"kept": nil, "after ten joins": {Room: "r", Joined: ids(9000, 10)}, "anew": {Room: "r", Full: true, Joined: ids(0, 5000)},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if before != nil {
					b.StopTimer()
					if _, err := p.Beat(b.Context(), "0", []bus.Beat{*before}); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if _, err := p.Count(b.Context(), "r"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBeat is what thousands of joins in one beat cost.
func BenchmarkBeat(b *testing.B) {
	client, err := bus.OpenRedis(benchURL(b))
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	p := bus.NewRedisPresence(client, core.NewID()+":", time.Minute)
	all := []bus.Beat{{Room: "r", Full: true, Joined: ids(0, 5000)}}
	for b.Loop() {
		if _, err := p.Beat(b.Context(), "n", all); err != nil {
			b.Fatal(err)
		}
	}
}

func benchURL(b *testing.B) string {
	url := os.Getenv("ZHAOYUN_TEST_REDIS_URL")
	if url == "" {
		b.Skip("ZHAOYUN_TEST_REDIS_URL is not set")
	}
	return url
}

func benchBus(b *testing.B) *bus.Redis {
	client, err := bus.OpenRedis(benchURL(b))
	if err != nil {
		b.Fatal(err)
	}
	r := bus.NewRedis(bus.RedisOptions{Client: client, Prefix: "bench:"})
	b.Cleanup(func() { r.Close(); client.Close() })
	for !r.Healthy() {
		time.Sleep(time.Millisecond)
	}
	return r
}
