package bus

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// carrier is one Redis or a cluster of them: which server carries which channel.
type carrier interface {
	// owner is the server that carries a channel, as far as is known.
	owner(ctx context.Context, channel string) (*redis.Client, error)
	// each calls f for all servers that carry channels, at the same time.
	each(ctx context.Context, f func(*redis.Client)) error
	// moved says that what is known of the owners is out of date.
	moved(ctx context.Context)
	publish(ctx context.Context, channel string, data []byte) error
	join(ctx context.Context, sub *redis.PubSub, channel string) error
	leave(ctx context.Context, sub *redis.PubSub, channel string) error
}

func carrierOf(c redis.UniversalClient) carrier {
	switch c := c.(type) {
	case *redis.Client:
		return single{c}
	case *redis.ClusterClient:
		return cluster{c}
	}
	panic(fmt.Sprintf("bus: no carrier for a %T", c))
}

// nameOf names a server.
func nameOf(c *redis.Client) string { return c.Options().Addr }

// single is one Redis, or the one that Sentinels name.
type single struct{ client *redis.Client }

func (s single) owner(context.Context, string) (*redis.Client, error) { return s.client, nil }

func (s single) each(_ context.Context, f func(*redis.Client)) error {
	f(s.client)
	return nil
}

func (single) moved(context.Context) {}

func (s single) publish(ctx context.Context, channel string, data []byte) error {
	return s.client.Publish(ctx, channel, data).Err()
}

func (single) join(ctx context.Context, sub *redis.PubSub, channel string) error {
	return sub.Subscribe(ctx, channel)
}

func (single) leave(ctx context.Context, sub *redis.PubSub, channel string) error {
	return sub.Unsubscribe(ctx, channel)
}

// cluster is a Redis Cluster with its sharded channels: a message travels only
// through the master that owns the channel's slot, and its replicas.
type cluster struct{ client *redis.ClusterClient }

func (c cluster) owner(ctx context.Context, channel string) (*redis.Client, error) {
	return c.client.MasterForKey(ctx, channel)
}

// each also reads anew who owns what.
func (c cluster) each(ctx context.Context, f func(*redis.Client)) error {
	return c.client.ForEachMaster(ctx, func(_ context.Context, master *redis.Client) error {
		f(master)
		return nil
	})
}

func (c cluster) moved(ctx context.Context) { c.client.ReloadState(ctx) }

func (c cluster) publish(ctx context.Context, channel string, data []byte) error {
	return c.client.SPublish(ctx, channel, data).Err()
}

func (cluster) join(ctx context.Context, sub *redis.PubSub, channel string) error {
	return sub.SSubscribe(ctx, channel)
}

func (cluster) leave(ctx context.Context, sub *redis.PubSub, channel string) error {
	return sub.SUnsubscribe(ctx, channel)
}
