package realtime

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// serverFrames and clientFrames are all frames there are, by the message's name
// in the document.
var (
	serverFrames = []frameType{
		{"hello", Hello{}, "Greets: the room as it is, or where the entries that follow begin."},
		{"entry", Entry{}, "One entry of a lane, in order and without holes."},
		{"who", Who{}, "Names people before the first entry that speaks of them."},
		{"sticky", Sticky{}, "The latest value of a key. May be lost; an older value is to be dropped."},
		{"pulse", Pulse{}, "A sum of what happened in the last quarter of a second. May be lost."},
		{"presence", Presence{}, "How many people are in the room."},
		{"you", You{}, "What the reader is and may do, whenever it changes."},
		{"bye", Bye{}, "Precedes the end of the connection."},
		{"error", Failure{}, "Answers a frame that the server cannot use."},
		{"pong", Pong{}, "Answers ping."},
		{"time", Time{}, "Answers the question what time it is here."},
	}
	clientFrames = []frameType{
		{"clientPulse", ClientPulse{}, "A reaction, or that the sender is writing."},
		{"clientSticky", ClientSticky{}, "Sets the value of a key, for those who may."},
		{"ping", ClientPing{}, "Asks for a pong."},
		{"clientTime", ClientTime{}, "Asks what time it is at the server, to measure how far one's own clock is off."},
	}
)

type frameType struct {
	name  string
	frame any
	doc   string
}

type object = map[string]any

// AsyncAPI returns the AsyncAPI 3 document of the room protocol, made of the
// frame types themselves.
func AsyncAPI() []byte {
	s := &schemas{known: object{}}
	messages, server, client := object{}, []any{}, []any{}
	channel := object{}
	add := func(frames []frameType, refs *[]any) {
		for _, f := range frames {
			messages[f.name] = object{
				"name": f.name, "summary": f.doc, "contentType": "application/json", "payload": s.of(reflect.TypeOf(f.frame)),
			}
			channel[f.name] = object{"$ref": "#/components/messages/" + f.name}
			*refs = append(*refs, object{"$ref": "#/channels/room/messages/" + f.name})
		}
	}
	add(serverFrames, &server)
	add(clientFrames, &client)
	doc := object{
		"asyncapi": "3.0.0",
		"info": object{
			"title": "Zhaoyun rooms", "version": "1.0.0",
			"description": "How to follow a room. A message is UTF-8 JSON text: one or more frames separated by newlines. " +
				"Everything durable is written over REST.",
			"license": object{"name": "Apache-2.0"},
		},
		"defaultContentType": "application/json",
		"servers":            object{"this": object{"host": "localhost:8080", "protocol": "wss", "description": "This installation"}},
		"channels": object{"room": object{
			"address": "/ws/rooms/{room}", "messages": channel,
			"description": "The subprotocol " + Protocol + " is required; the cookie or bearer token is that of REST.",
			"parameters":  object{"room": object{"description": "Identifier of the room"}},
			"bindings": object{"ws": object{"query": object{"type": "object", "properties": object{
				"since": object{"type": "string", "description": "What the client has, such as public:412,staff:88,inbox:7"},
				"epoch": object{"type": "string", "description": "The log those numbers belong to"},
			}}}},
		}},
		"operations": object{
			"tell":   operation("send", "What the server tells.", server),
			"listen": operation("receive", "What a client may send; at most 4 KiB a frame.", client),
		},
		"components": object{"messages": messages, "schemas": s.known},
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		panic(err) // it is made of maps and strings
	}
	return out.Bytes()
}

func operation(action, summary string, messages []any) object {
	return object{"action": action, "summary": summary, "channel": object{"$ref": "#/channels/room"}, "messages": messages}
}
