package evidence

import (
	"fmt"
	"time"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
)

// Tolerance is how far a line's time may lie before that of the line before it: the
// clocks of two servers differ a little.
const Tolerance = 5 * time.Second

// Chain is all lines of an agreement, in their order.
type Chain struct {
	Agreement string
	Lines     []Line
}

// Head is where the chain goes on.
func (c Chain) Head() Head {
	if n := len(c.Lines); n > 0 {
		return c.Lines[n-1].Head()
	}
	return Genesis(c.Agreement)
}

// Add appends a line.
func (c *Chain) Add(at time.Time, kind Kind, who string, data any) (Line, error) {
	l, err := c.Head().Next(at, kind, who, data)
	if err == nil {
		c.Lines = append(c.Lines, l)
	}
	return l, err
}

// Root is the Merkle tree hash of the lines (RFC 6962, section 2.1).
func (c Chain) Root() Digest {
	f := &compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	r := f.NewEmptyRange(0)
	for _, l := range c.Lines {
		// Append fails only for ranges out of step; this one begins at zero.
		_ = r.Append(rfc6962.DefaultHasher.HashLeaf(l.raw), nil)
	}
	if len(c.Lines) == 0 {
		return Digest(rfc6962.DefaultHasher.EmptyRoot())
	}
	root, _ := r.GetRootHash(nil)
	return Digest(root)
}

// Fault is what a chain is broken by.
type Fault string

// The faults.
const (
	FaultSeq  Fault = "seq"  // a line is missing, doubled or out of order
	FaultPrev Fault = "prev" // a line does not name the bytes before it: that one was altered, or another stood there
	FaultTime Fault = "time" // a line's time lies before that of the line before it
)

// Broken says where a chain is broken.
type Broken struct {
	Fault Fault
	Line  int // its place in the chain, from 0
}

func (b *Broken) Error() string {
	return fmt.Sprintf("evidence: the chain is broken at line %d: %s", b.Line, b.Fault)
}

// Check gives every place where the chain is broken; none for a whole chain.
func (c Chain) Check() []Broken {
	var out []Broken
	head := Genesis(c.Agreement)
	for i, l := range c.Lines {
		switch {
		case l.Seq != i:
			out = append(out, Broken{FaultSeq, i})
		case l.Prev != head.Digest:
			out = append(out, Broken{FaultPrev, i})
		}
		if i > 0 && l.At.Before(c.Lines[i-1].At.Add(-Tolerance)) {
			out = append(out, Broken{FaultTime, i})
		}
		head = l.Head()
	}
	return out
}
