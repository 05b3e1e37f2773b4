package bench

import (
	"fmt"
	"syscall"
)

// spare is how many files a process needs beside its connections.
const spare = 200

// files makes sure that this process, and the servers it starts, may hold so many
// connections: it raises the limit of open files as far as the system lets it.
func files(connections int) error {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return fmt.Errorf("read the limit of open files: %w", err)
	}
	need := uint64(connections + spare)
	if l.Max < need {
		return fmt.Errorf("%d connections need %d open files and the system allows %d: raise the hard limit (ulimit -Hn %d, as root, "+
			"or LimitNOFILE= of the service), or measure with fewer connections", connections, need, l.Max, need)
	}
	if l.Cur >= need {
		return nil
	}
	l.Cur = l.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return fmt.Errorf("raise the limit of open files to %d: %w", l.Max, err)
	}
	return nil
}
