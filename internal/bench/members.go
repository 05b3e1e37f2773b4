package bench

import (
	"context"
	"fmt"
	"time"
)

// members is how fast a chamber's list comes in, from asking for the import until all
// members are written, reading into a preview and writing after the confirmation; and
// by how much the resident memory of the server grows meanwhile at most, over what it
// holds when it has nothing to do. Each list goes to a chamber of its own.
func members(ctx context.Context, o Options) error {
	for _, store := range o.Stores {
		if err := o.membersOn(ctx, store); err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
	}
	return nil
}

func (o Options) membersOn(ctx context.Context, store Store) error {
	env, drop, err := store.Open(ctx)
	if err != nil {
		return err
	}
	defer drop()
	for _, format := range []string{"csv", "xlsx"} {
		var whole, read, cpu, memory []float64
		for range o.Repeats {
			a, err := o.importMembers(ctx, env, format)
			if err != nil {
				return err
			}
			whole, read = append(whole, float64(o.Members)/a.Took.Seconds()), append(read, float64(o.Members)/a.Read.Seconds())
			cpu = append(cpu, float64(a.Usage.CPU.Microseconds())/float64(o.Members))
			memory = append(memory, float64(a.Resident)/(1<<20))
		}
		name := format + "-" + store.Name
		o.show(
			row{"members-import-" + name, whole, "/s", ">=3000"},
			row{"members-import-reading-" + name, read, "/s", ""},
			row{"members-import-cpu-per-row-" + name, cpu, "us", ""},
			row{"members-import-memory-" + name, memory, "MiB", "<=150"},
		)
	}
	return nil
}

// importMembers imports a list with a server that was started for it: one that has
// worked already would have grown before.
func (o Options) importMembers(ctx context.Context, env []string, format string) (answer, error) {
	s, err := start(ctx, "house", env...)
	if err != nil {
		return answer{}, err
	}
	defer s.close()
	if _, err := s.ask(request{Do: "prepare members", N: o.Members, Format: format}); err != nil {
		return answer{}, err
	}
	before, err := s.usage()
	if err != nil {
		return answer{}, err
	}
	a, err := s.ask(request{Do: "import members"})
	if err != nil {
		return a, err
	}
	a.Usage, err = s.usage()
	a.Usage.CPU -= before.CPU
	return a, err
}

// Members is what the bench asks of the application about members of chambers.
type Members interface {
	// PrepareMembers makes a new chamber and uploads a list of so many for it.
	PrepareMembers(ctx context.Context, format string, n int) error
	// ImportMembers takes the list in, to the end, and says how long reading took of it.
	ImportMembers(ctx context.Context) (read time.Duration, err error)
}
