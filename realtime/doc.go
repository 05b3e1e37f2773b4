// Package realtime tells browsers what happens in rooms: one WebSocket per page
// on Fiber's own port, with the lanes of the log that the person may read. It
// never changes a room; everything durable is REST.
//
// A Hub holds the rooms of this node. A nodeRoom puts the entries that the bus
// brings into sequence, reads gaps from the store, and hands frames to its
// members through a fanout. A conn is one socket with a bounded queue.
package realtime
