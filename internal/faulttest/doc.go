// Package faulttest breaks an installation on purpose while people are in its
// rooms — servers are killed, PostgreSQL and Redis stop, messages are lost — and
// looks afterwards whether anything is lost, doubled or out of order. It has tests
// only, and they use the program as everybody does: processes, REST, WebSockets.
package faulttest
