package bus_test

import (
	"strings"
	"testing"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

func TestAWrongRedisURLIsToldWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"":                                                   "scheme",
		"http://host":                                        "scheme: http",
		"redis://:secret@ho st":                              "invalid character",
		"redis://:secret@host:port":                          "invalid port",
		"redis://:secret@host:1/x":                           "database",
		"redis://:secret@host?addr=other:1":                  "addr",
		"redis+ring://:secret@host":                          "there are redis://, redis+cluster:// and redis+sentinel://",
		"redis+cluster://:secret@host?addr=x":                "addr",
		"redis+cluster://:secret@host?depth=1":               "depth",
		"redis+sentinel://:secret@host:26379":                "master_name",
		"redis+sentinel://h?replica_only=true&master_name=m": "master alone",
	} {
		_, err := bus.OpenRedis(url)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, url := range []string{
		"redis://host", "rediss://user:secret@host:6379/2", "redis+cluster://host", "rediss+cluster://user:secret@host:1?addr=other:2&addr=third:3",
		"redis+sentinel://host?master_name=rooms&addr=other:26379&password=secret",
	} {
		client, err := bus.OpenRedis(url)
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		client.Close()
	}
}

func TestSentinelsNameTheRedis(t *testing.T) {
	t.Parallel()
	s := testkit.StartRedisSentinel(t)
	prefix := core.NewID() + ":"
	a, b := newRedis(t, s.URL(), prefix), newRedis(t, s.URL(), prefix)
	heard, _ := listen(t, b, "r")
	reaches(t, a, heard, "r")
	s.Master.Stop()
	testkit.Eventually(t, "both nodes notice", func() bool { return !a.Healthy() && !b.Healthy() })
	testkit.Eventually(t, "the replica is named", func() bool { return a.Healthy() && b.Healthy() })
	reaches(t, a, heard, "r")
}
