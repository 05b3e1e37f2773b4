// Package media is the house's way to its media server, LiveKit: in this process or outside, signing the tokens people connect with and
// telling the server who may do what now. It knows nothing of sessions: who may is asked of others.
package media
