package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisPresence is a Presence on Redis. A room has a set of nodes by the time at
// which they expire, and each of its nodes a set of members that expires with it.
// Redis' own clock decides.
type RedisPresence struct {
	client redis.UniversalClient
	prefix string
	ttl    time.Duration
}

// NewRedisPresence returns a presence on Redis. A zero ttl means DefaultTTL.
func NewRedisPresence(client redis.UniversalClient, prefix string, ttl time.Duration) *RedisPresence {
	if ttl <= 0 {
		ttl = DefaultTTL
	}
	return &RedisPresence{client: client, prefix: prefix, ttl: ttl}
}

// The braces keep the keys of a room on one node of a Redis Cluster.
func (p *RedisPresence) nodes(room string) string { return p.prefix + "on:{" + room + "}" }
func (p *RedisPresence) members(room, node string) string {
	return p.prefix + "on:{" + room + "}:" + node
}

// beatScript: nodes key, members key; node, ttl in ms, full, number joined, ids joined then left.
// It returns 0 when a change is told of a node nothing is known of.
var beatScript = redis.NewScript(`
local ttl, full, joined = tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if full then
  redis.call('DEL', KEYS[2])
elseif not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  return 0
end
for from = 5, #ARGV, 1000 do
  local add, drop = {}, {}
  for i = from, math.min(from + 999, #ARGV) do
    if i < 5 + joined then add[#add + 1] = ARGV[i] else drop[#drop + 1] = ARGV[i] end
  end
  if #add > 0 then redis.call('SADD', KEYS[2], unpack(add)) end
  if #drop > 0 then redis.call('SREM', KEYS[2], unpack(drop)) end
end
redis.call('ZADD', KEYS[1], now + ttl, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('PEXPIRE', KEYS[2], ttl)
return 1`)

// peopleScript: nodes key; 1 to list, 0 to count. The members' keys are made of
// the nodes' key, so they are on the same node of a cluster.
var peopleScript = redis.NewScript(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local keys = {}
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
  keys[#keys + 1] = KEYS[1] .. ':' .. node
end
local list = ARGV[1] == '1'
if #keys == 0 then return list and {} or 0 end
if not list and #keys == 1 then return redis.call('SCARD', keys[1]) end
local all = redis.call('SUNION', unpack(keys))
return list and all or #all`)

// Beat implements Presence: all rooms in one round trip.
func (p *RedisPresence) Beat(ctx context.Context, node string, rooms []Beat) (unknown []string, err error) {
	for again := false; ; again = true {
		unknown, err = p.beat(ctx, node, rooms)
		if again || !redis.HasErrorPrefix(err, "NOSCRIPT") {
			return unknown, err
		}
		if err := beatScript.Load(ctx, p.client).Err(); err != nil {
			return nil, fmt.Errorf("load the presence script: %w", err)
		}
	}
}

func (p *RedisPresence) beat(ctx context.Context, node string, rooms []Beat) (unknown []string, err error) {
	pipe := p.client.Pipeline()
	for _, b := range rooms {
		args := make([]any, 0, 4+len(b.Joined)+len(b.Left))
		full := 0
		if b.Full {
			full = 1
		}
		args = append(args, node, p.ttl.Milliseconds(), full, len(b.Joined))
		for _, id := range b.Joined {
			args = append(args, id)
		}
		for _, id := range b.Left {
			args = append(args, id)
		}
		pipe.EvalSha(ctx, beatScript.Hash(), []string{p.nodes(b.Room), p.members(b.Room, node)}, args...)
	}
	cmds, err := pipe.Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("beat: %w", err)
	}
	for i, c := range cmds {
		if known, err := c.(*redis.Cmd).Int(); err == nil && known == 0 {
			unknown = append(unknown, rooms[i].Room)
		}
	}
	return unknown, nil
}

// Count implements Presence.
func (p *RedisPresence) Count(ctx context.Context, room string) (int, error) {
	n, err := peopleScript.Run(ctx, p.client, []string{p.nodes(room)}, 0).Int()
	if err != nil {
		return 0, fmt.Errorf("count who is there: %w", err)
	}
	return n, nil
}

// Members implements Presence.
func (p *RedisPresence) Members(ctx context.Context, room string) ([]string, error) {
	ids, err := peopleScript.Run(ctx, p.client, []string{p.nodes(room)}, 1).StringSlice()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("list who is there: %w", err)
	}
	return ids, nil
}

// Leave implements Presence.
func (p *RedisPresence) Leave(ctx context.Context, node string, rooms []string) error {
	pipe := p.client.Pipeline()
	for _, room := range rooms {
		pipe.ZRem(ctx, p.nodes(room), node)
		pipe.Del(ctx, p.members(room, node))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("leave: %w", err)
	}
	return nil
}

var _ Presence = (*RedisPresence)(nil)
