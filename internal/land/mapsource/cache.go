package mapsource

import (
	"container/list"
	"sync"
	"time"
)

// cache keeps the tiles asked for last, up to so many bytes.
type cache struct {
	mu     sync.Mutex
	room   int
	life   time.Duration
	order  *list.List // of *kept, the newest first
	byName map[string]*list.Element
}

type kept struct {
	name string
	body []byte
	till time.Time
}

// overhead is what an entry takes besides its picture; also an absent tile is kept.
const overhead = 200

func newCache(room int, life time.Duration) *cache {
	return &cache{room: room, life: life, order: list.New(), byName: map[string]*list.Element{}}
}

func (c *cache) get(name string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byName[name]
	if !ok {
		return nil, false
	}
	k := e.Value.(*kept)
	if time.Now().After(k.till) {
		c.drop(e)
		return nil, false
	}
	c.order.MoveToFront(e)
	return k.body, true
}

func (c *cache) put(name string, body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byName[name]; ok {
		c.drop(e)
	}
	c.byName[name] = c.order.PushFront(&kept{name, body, time.Now().Add(c.life)})
	c.room -= len(body) + overhead
	for c.room < 0 && c.order.Len() > 0 {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(e *list.Element) {
	k := c.order.Remove(e).(*kept)
	delete(c.byName, k.name)
	c.room += len(k.body) + overhead
}
