package client

import "github.com/livekit/protocol/livekit"

// Me is this client as the server sees it: identity, permission, tracks.
func (c *Client) Me() *livekit.ParticipantInfo {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.me
}

// People are the others in the room, without the hidden ones.
func (c *Client) People() []*livekit.ParticipantInfo {
	c.mu.Lock()
	defer c.mu.Unlock()
	people := make([]*livekit.ParticipantInfo, 0, len(c.people))
	for _, person := range c.people {
		people = append(people, person)
	}
	return people
}

func (c *Client) joined(join *livekit.JoinResponse) {
	c.mu.Lock()
	c.me = join.Participant
	c.mu.Unlock()
	c.update(join.OtherParticipants)
}

// update takes in who changed. Versions rise, and an update may come late.
func (c *Client) update(people []*livekit.ParticipantInfo) {
	var came, left []*livekit.ParticipantInfo
	var gone []unpublished
	c.mu.Lock()
	for _, person := range people {
		if c.me != nil && person.Sid == c.me.Sid {
			c.me = person
			continue
		}
		before := c.people[person.Sid]
		if before != nil && before.Version > person.Version {
			continue
		}
		gone = append(gone, ended(before, person)...)
		if person.State == livekit.ParticipantInfo_DISCONNECTED {
			delete(c.people, person.Sid)
			delete(c.speaking, person.Sid)
			if before != nil {
				left = append(left, person)
			}
			continue
		}
		c.people[person.Sid] = person
		came = append(came, person)
	}
	close(c.changed)
	c.changed = make(chan struct{})
	c.mu.Unlock()
	for _, u := range gone {
		if c.options.Unpublished != nil {
			c.options.Unpublished(u.identity, u.track)
		}
	}
	if c.options.People != nil && len(came) > 0 {
		c.options.People(came)
	}
	for _, person := range left {
		if c.options.Left != nil {
			c.options.Left(person)
		}
	}
}

type unpublished struct {
	identity string
	track    *livekit.TrackInfo
}

// ended lists the tracks that somebody had before and has no more.
func ended(before, now *livekit.ParticipantInfo) (gone []unpublished) {
	still := map[string]bool{}
	if now.State != livekit.ParticipantInfo_DISCONNECTED {
		for _, track := range now.Tracks {
			still[track.Sid] = true
		}
	}
	for _, track := range before.GetTracks() {
		if !still[track.Sid] {
			gone = append(gone, unpublished{identity: now.Identity, track: track})
		}
	}
	return gone
}

// speakers takes in who began or ceased to speak and tells who speaks now.
func (c *Client) speakers(changed []*livekit.SpeakerInfo) {
	c.mu.Lock()
	for _, speaker := range changed {
		if speaker.Active {
			c.speaking[speaker.Sid] = speaker.Level
		} else {
			delete(c.speaking, speaker.Sid)
		}
	}
	levels := map[string]float32{}
	for sid, level := range c.speaking {
		switch person := c.people[sid]; {
		case person != nil:
			levels[person.Identity] = level
		case c.me != nil && c.me.Sid == sid:
			levels[c.me.Identity] = level
		}
	}
	c.mu.Unlock()
	if c.options.Speakers != nil {
		c.options.Speakers(levels)
	}
}
