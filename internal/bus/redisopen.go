package bus

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// redisTimeout bounds one command, a dial, a write: nothing may hold a writer up.
const redisTimeout = time.Second

// The bus itself logs when Redis goes and comes, once.
func init() { redis.SetLogger(silent{}) }

type silent struct{}

// Printf implements the logger of the client library.
func (silent) Printf(context.Context, string, ...any) {}

// OpenRedis makes the one client of a process. It does not connect yet. The URL is one of
//
//	redis://user:password@host:6379/0                       one Redis
//	redis+cluster://host1:6379?addr=host2:6379              a Redis Cluster: some of its nodes
//	redis+sentinel://host1:26379?addr=…&master_name=rooms   the Redis that these Sentinels name
//
// and begins with rediss for TLS.
func OpenRedis(raw string) (redis.UniversalClient, error) {
	client, err := openRedis(raw)
	if err != nil {
		var u *url.Error // it repeats the URL, which may hold a password
		if errors.As(err, &u) {
			err = u.Err
		}
		return nil, fmt.Errorf("read the Redis URL: %w", err)
	}
	return client, nil
}

// What failed is told at once (no retries): rooms read the store meanwhile.
func openRedis(raw string) (redis.UniversalClient, error) {
	scheme, rest, _ := strings.Cut(raw, "://")
	tls, kind, _ := strings.Cut(scheme, "+")
	raw = tls + "://" + rest
	switch kind {
	case "":
		o, err := redis.ParseURL(raw)
		if err != nil {
			return nil, err
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = redisTimeout, redisTimeout, redisTimeout, redisTimeout
		o.ContextTimeoutEnabled, o.MaxRetries, o.DialerRetries = true, -1, 1
		return redis.NewClient(o), nil
	case "cluster":
		o, err := redis.ParseClusterURL(raw)
		if err != nil {
			return nil, err
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = redisTimeout, redisTimeout, redisTimeout, redisTimeout
		o.ContextTimeoutEnabled, o.MaxRetries, o.DialerRetries = true, -1, 1
		return redis.NewClusterClient(o), nil
	case "sentinel":
		o, err := redis.ParseFailoverURL(raw)
		switch {
		case err != nil:
			return nil, err
		case o.MasterName == "":
			return nil, errors.New("redis+sentinel:// needs ?master_name=…, as the Sentinels call the Redis")
		case o.RouteByLatency || o.RouteRandomly || o.ReplicaOnly:
			return nil, errors.New("redis+sentinel:// goes to the master alone")
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = redisTimeout, redisTimeout, redisTimeout, redisTimeout
		o.ContextTimeoutEnabled, o.MaxRetries, o.DialerRetries = true, -1, 1
		return redis.NewFailoverClient(o), nil
	}
	return nil, fmt.Errorf("there is no redis+%s://; there are redis://, redis+cluster:// and redis+sentinel://", kind)
}
