// Package media is the house's way to its media server, LiveKit.
package media
