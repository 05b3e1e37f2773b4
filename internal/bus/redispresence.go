package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisPresence is a Presence on Redis. A room has a set of nodes by the time at
// which they expire, each of its nodes a set of members that expires with it, and
// the number of people once somebody has asked for it. Redis' own clock decides.
type RedisPresence struct {
	client redis.UniversalClient
	prefix string
	ttl    time.Duration
	away   func(ctx context.Context, room string) bool // its server is known not to answer
}

// NewRedisPresence returns a presence on Redis. A zero ttl means DefaultTTL.
func NewRedisPresence(client redis.UniversalClient, prefix string, ttl time.Duration) *RedisPresence {
	if ttl <= 0 {
		ttl = DefaultTTL
	}
	return &RedisPresence{client: client, prefix: prefix, ttl: ttl, away: func(context.Context, string) bool { return false }}
}

// Presence returns the presence beside this bus. It waits for no server that the
// bus knows to be away.
func (b *Redis) Presence(ttl time.Duration) *RedisPresence {
	p := NewRedisPresence(b.client, b.prefix, ttl)
	p.away = func(ctx context.Context, room string) bool { return b.away(ctx, b.channel(room)) }
	return p
}

// The braces keep the keys of a room on one server of a Redis Cluster.
func (p *RedisPresence) nodes(room string) string { return p.prefix + "on:{" + room + "}" }
func (p *RedisPresence) people(room string) string {
	return p.prefix + "people:{" + room + "}"
}
func (p *RedisPresence) members(room, node string) string {
	return p.prefix + "on:{" + room + "}:" + node
}

// beatSource: nodes, people and members key; node, ttl in ms, full, number joined, ids joined then left.
// It returns 0 when a change is told of a node nothing is known of. A known number
// of people is kept right; the members' keys of other nodes are made of the nodes'
// key, so they are on the same server.
const beatSource = `
local node, ttl, full, joined = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if full then
  redis.call('DEL', KEYS[2], KEYS[3])
elseif not redis.call('ZSCORE', KEYS[1], node) then
  return 0
end
local others, counted, change = {}, redis.call('EXISTS', KEYS[2]) == 1, 0
if counted then
  for _, other in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if other ~= node then others[#others + 1] = KEYS[1] .. ':' .. other end
  end
end
local function elsewhere(id)
  for _, key in ipairs(others) do
    if redis.call('SISMEMBER', key, id) == 1 then return true end
  end
end
for i = 5, #ARGV do
  local here, by = 'SADD', 1
  if i >= 5 + joined then here, by = 'SREM', -1 end
  if redis.call(here, KEYS[3], ARGV[i]) == 1 and counted and not elsewhere(ARGV[i]) then change = change + by end
end
if change ~= 0 then redis.call('INCRBY', KEYS[2], change) end
redis.call('ZADD', KEYS[1], now + ttl, node)
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('PEXPIRE', KEYS[3], ttl)
return 1`

var beatScript = redis.NewScript(beatSource)

// peopleScript: nodes and people key; 1 to list, 0 to count. A count over several
// nodes is kept until the first of them would expire.
var peopleScript = redis.NewScript(`
local list = ARGV[1] == '1'
local known = not list and redis.call('GET', KEYS[2])
if known then return tonumber(known) end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local alive, keys = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'WITHSCORES'), {}
for i = 1, #alive, 2 do keys[#keys + 1] = KEYS[1] .. ':' .. alive[i] end
if #keys == 0 then return list and {} or 0 end
if not list and #keys == 1 then return redis.call('SCARD', keys[1]) end
local all = redis.call('SUNION', unpack(keys))
if list then return all end
redis.call('SET', KEYS[2], #all, 'PX', alive[2] - now)
return #all`)

// pieceSize bounds the people one script is told of: Redis does nothing else meanwhile.
const pieceSize = 1000

// Beat implements Presence: all rooms in one round trip, to each server of a cluster.
func (p *RedisPresence) Beat(ctx context.Context, node string, rooms []Beat) (unknown []string, err error) {
	var pieces []Beat
	void := map[string]bool{}
	for _, b := range rooms {
		if p.away(ctx, b.Room) {
			void[b.Room], err = true, ErrAway
			continue
		}
		pieces = append(pieces, split(b)...)
	}
	if failed := p.tell(ctx, node, pieces, void); failed != nil {
		err = failed
	}
	for _, b := range rooms {
		if void[b.Room] {
			unknown = append(unknown, b.Room)
		}
	}
	if err != nil && len(unknown) == len(rooms) {
		return nil, fmt.Errorf("beat: %w", err)
	}
	return unknown, nil
}

// split makes pieces of a beat; only the first voids what was said before.
func split(b Beat) []Beat {
	pieces := []Beat{}
	for {
		j := min(len(b.Joined), pieceSize)
		l := min(len(b.Left), pieceSize-j)
		pieces = append(pieces, Beat{Room: b.Room, Full: b.Full && len(pieces) == 0, Joined: b.Joined[:j], Left: b.Left[:l]})
		if b.Joined, b.Left = b.Joined[j:], b.Left[l:]; len(b.Joined)+len(b.Left) == 0 {
			return pieces
		}
	}
}

// tell notes in void the rooms of which nothing is known, or that could not be
// told, and returns why not. A server that has not seen the script gets it.
func (p *RedisPresence) tell(ctx context.Context, node string, pieces []Beat, void map[string]bool) (failed error) {
	for eval, script := redis.Pipeliner.EvalSha, beatScript.Hash(); len(pieces) > 0; eval, script = redis.Pipeliner.Eval, beatSource {
		pipe := p.client.Pipeline()
		for _, b := range pieces {
			eval(pipe, ctx, script, []string{p.nodes(b.Room), p.people(b.Room), p.members(b.Room, node)}, p.words(node, b)...)
		}
		cmds, _ := pipe.Exec(ctx) // each says how it went
		var again []Beat
		for i, c := range cmds {
			known, err := c.(*redis.Cmd).Int()
			switch {
			case redis.HasErrorPrefix(err, "NOSCRIPT"):
				again = append(again, pieces[i])
			case err != nil:
				void[pieces[i].Room], failed = true, err
			case known == 0:
				void[pieces[i].Room] = true
			}
		}
		pieces = again
	}
	return failed
}

func (p *RedisPresence) words(node string, b Beat) []any {
	words := make([]any, 0, 4+len(b.Joined)+len(b.Left))
	full := 0
	if b.Full {
		full = 1
	}
	words = append(words, node, p.ttl.Milliseconds(), full, len(b.Joined))
	for _, ids := range [][]string{b.Joined, b.Left} {
		for _, id := range ids {
			words = append(words, id)
		}
	}
	return words
}

// Count implements Presence.
func (p *RedisPresence) Count(ctx context.Context, room string) (int, error) {
	if p.away(ctx, room) {
		return 0, ErrAway
	}
	n, err := peopleScript.Run(ctx, p.client, []string{p.nodes(room), p.people(room)}, 0).Int()
	if err != nil {
		return 0, fmt.Errorf("count who is there: %w", err)
	}
	return n, nil
}

// Members implements Presence.
func (p *RedisPresence) Members(ctx context.Context, room string) ([]string, error) {
	if p.away(ctx, room) {
		return nil, ErrAway
	}
	ids, err := peopleScript.Run(ctx, p.client, []string{p.nodes(room), p.people(room)}, 1).StringSlice()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("list who is there: %w", err)
	}
	return ids, nil
}

// Leave implements Presence.
func (p *RedisPresence) Leave(ctx context.Context, node string, rooms []string) error {
	pipe := p.client.Pipeline()
	for _, room := range rooms {
		if !p.away(ctx, room) { // else it is forgotten in time
			pipe.ZRem(ctx, p.nodes(room), node)
			pipe.Del(ctx, p.members(room, node), p.people(room))
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("leave: %w", err)
	}
	return nil
}

var _ Presence = (*RedisPresence)(nil)
