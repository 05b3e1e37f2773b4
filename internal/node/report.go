// Package node knows the servers of an installation: what each says about itself,
// and how one is taken out of service without being stopped.
package node

import (
	"time"

	"zhaoyun/internal/core"
)

// Report is what a node says about itself every few seconds. Rates and spreads are
// of the last minute, counts since its start, unless they say otherwise.
type Report struct {
	ID        string    `json:"id" doc:"Name of the server: ZHAOYUN_NODE, or a random one"`
	Here      bool      `json:"here" doc:"Whether it is the one that answers this request"`
	Version   string    `json:"version"`
	StartedAt time.Time `json:"startedAt"`
	At        time.Time `json:"at" doc:"When it said this, by its own clock"`
	Accepting bool      `json:"accepting" doc:"False: it was taken out of service"`
	Stopping  bool      `json:"stopping" doc:"It is shutting down"`

	BusHealthy bool   `json:"busHealthy" doc:"Whether the other servers can be reached from it, as far as it knows"`
	BusLag     Spread `json:"busLag" doc:"From an entry's time to its arrival over the bus"`

	People      int        `json:"people" doc:"In the rooms on this server; somebody on two servers counts on both"`
	Connections int        `json:"connections"`
	RoomCount   int        `json:"roomCount"`
	Rooms       []RoomLoad `json:"rooms" nullable:"false" doc:"The busiest"`
	QueueBytes  int64      `json:"queueBytes" doc:"What waits for slow clients"`
	SlowClients int64      `json:"slowClients" doc:"Closed in the last five minutes because they did not take what was sent"`

	Closed     map[string]int64 `json:"closed" doc:"Connections that ended, by the code of their bye; left: the client went"`
	Refused    map[string]int64 `json:"refused" doc:"Connections that were not let in, by code"`
	Gaps       map[string]int64 `json:"gaps" doc:"Gaps read from the store, by what noticed them"`
	StoreReads map[string]int64 `json:"storeReads" doc:"Reads of the store for rooms, by what was read"`

	Commits Commits `json:"commits"`

	Goroutines int   `json:"goroutines"`
	HeapBytes  int64 `json:"heapBytes" doc:"Objects on the heap"`
	RSSBytes   int64 `json:"rssBytes" doc:"Memory the process occupies"`

	// Obeyed are the last orders it has carried out.
	Obeyed []core.ID `json:"obeyed" nullable:"false" doc:"The last orders it has carried out"`
}

// RoomLoad is a room on one node.
type RoomLoad struct {
	ID          core.ID   `json:"id"`
	Session     core.Text `json:"session,omitempty" doc:"Title of its session"`
	Event       core.Text `json:"event,omitempty" doc:"Title of the event"`
	People      int       `json:"people"`
	Connections int       `json:"connections"`
	QueueBytes  int64     `json:"queueBytes"`
}

// Spread says how long something took, in milliseconds.
type Spread struct {
	Count int64   `json:"count" doc:"How many were measured; with none the others are 0"`
	P50   float64 `json:"p50" doc:"Milliseconds; half took no longer"`
	P99   float64 `json:"p99" doc:"Milliseconds; 99 of 100 took no longer"`
}

// Commits are the commits that chat lines share.
type Commits struct {
	Spread
	Lines     int64   `json:"lines" doc:"Chat lines written with them"`
	MeanLines float64 `json:"meanLines" doc:"Lines a commit"`
}

// Order tells a node what to do. Exactly one of Accepting and Share is set.
type Order struct {
	ID        core.ID `json:"id"`
	Node      string  `json:"node"`
	Accepting *bool   `json:"accepting,omitempty"` // in service, or out of it
	Share     float64 `json:"share,omitempty"`     // of its sockets that are sent elsewhere
}
