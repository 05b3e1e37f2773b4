package file

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"
	"time"
)

// Bounds of the child process that looks into one file.
const (
	childTime    = 30 * time.Second
	childAnswer  = 64 << 10 // bytes
	childrenUsed = 2        // at once
)

// Isolated is the Inspector that looks into each file in a child process. A PDF
// made to exhaust memory, stack or time ends that process, not this one.
type Isolated struct {
	program string
	places  chan struct{}
}

// NewIsolated makes an Inspector whose children run the program, which has this
// package in it; "" stands for the program at hand.
func NewIsolated(program string) *Isolated {
	if program == "" {
		program = "/proc/self/exe" // stays right when the file is replaced by a newer version
		if _, err := os.Stat(program); err != nil {
			program, _ = os.Executable() // without it the start of the first child says what is wrong
		}
	}
	return &Isolated{program: program, places: make(chan struct{}, childrenUsed)}
}

// childName is the name by which a process knows that it is such a child.
const childName = "zhaoyun-inspect-file"

// init turns the process into a child when it was started as one: whatever
// program has this package in it, the server or a test, can be its own child.
func init() {
	if len(os.Args) != 2 || os.Args[0] != childName {
		return
	}
	if err := runChild(os.Stdin, os.Stdout, Purpose(os.Args[1])); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// verdict is what the child prints.
type verdict struct {
	Facts   Facts    `json:"facts"`
	Problem *Problem `json:"problem,omitempty"`
}

// Inspect implements Inspector.
func (i *Isolated) Inspect(ctx context.Context, content io.ReadSeeker, purpose Purpose) (Facts, *Problem, error) {
	select {
	case i.places <- struct{}{}:
		defer func() { <-i.places }()
	case <-ctx.Done():
		return Facts{}, nil, ctx.Err()
	}
	input, err := seekable(content)
	if err != nil {
		return Facts{}, nil, err
	}
	if input != content {
		defer func() { _ = errors.Join(input.Close(), os.Remove(input.Name())) }()
	}
	limited, cancel := context.WithTimeout(ctx, childTime)
	defer cancel()
	out := &bounded{limit: childAnswer}
	err = i.child(limited, childName, string(purpose), input, out).Run()
	if ctx.Err() != nil {
		return Facts{}, nil, ctx.Err()
	}
	var v verdict
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) && limited.Err() == nil {
		return Facts{}, nil, fmt.Errorf("look into a file: %w", err)
	}
	if err != nil || json.Unmarshal(out.Bytes(), &v) != nil {
		// It crashed on this file or took too long over it.
		return Facts{}, unreadable(purpose), nil
	}
	return v.Facts, v.Problem, nil
}

// child is this program as a child process with a name of its own.
func (i *Isolated) child(ctx context.Context, name, what string, in io.Reader, out io.Writer) *exec.Cmd {
	child := exec.CommandContext(ctx, i.program) //nolint:gosec // ourselves
	child.Args = []string{name, what}
	child.Stdin, child.Stdout = in, out
	child.Env = append([]string{"GOMEMLIMIT=1GiB", "GOMAXPROCS=1", "GOTRACEBACK=none"}, childEnv...)
	child.WaitDelay = time.Second
	return child
}

// Run has a child of another name work on what is sent to it, within the bounds of all
// such children: a package that knows the name takes it up in its init, see Confine. The
// last is true when the child did not come to an end by itself.
func (i *Isolated) Run(ctx context.Context, name, what string, in io.Reader, most int) (answer []byte, broken bool, err error) {
	select {
	case i.places <- struct{}{}:
		defer func() { <-i.places }()
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	limited, cancel := context.WithTimeout(ctx, childTime)
	defer cancel()
	out := &bounded{limit: most}
	err = i.child(limited, name, what, in, out).Run()
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) && limited.Err() == nil {
		return nil, false, fmt.Errorf("work on a file: %w", err)
	}
	return out.Bytes(), err != nil, nil
}

func unreadable(p Purpose) *Problem {
	if p == Slides {
		return &Problem{"pdf_broken", "The PDF cannot be read. Export it again and upload that."}
	}
	return &Problem{"picture_broken", "The picture cannot be read. Save it again and upload that."}
}

// seekable returns content as a file, copied when it is none.
func seekable(content io.ReadSeeker) (*os.File, error) {
	if f, ok := content.(*os.File); ok {
		return f, nil
	}
	f, err := os.CreateTemp("", "zhaoyun-*")
	if err != nil {
		return nil, fmt.Errorf("copy a file: %w", err)
	}
	if _, err = io.Copy(f, content); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("copy a file: %w", err), f.Close(), os.Remove(f.Name()))
	}
	return f, nil
}

// Confine bounds what a child process may take, once for all it does.
func Confine() error {
	if childMemory > 0 {
		if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: childMemory, Max: childMemory}); err != nil {
			return fmt.Errorf("limit the memory: %w", err)
		}
	}
	debug.SetMaxStack(256 << 20)
	return nil
}

// runChild judges the file in for the purpose and prints the verdict to out.
func runChild(in *os.File, out io.Writer, purpose Purpose) error {
	if err := Confine(); err != nil {
		return err
	}
	facts, problem, err := look(in, purpose)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(verdict{facts, problem})
}

// bounded is a buffer that refuses to grow beyond its limit.
type bounded struct {
	bytes.Buffer
	limit int
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.limit {
		return 0, errors.New("too much")
	}
	return b.Buffer.Write(p)
}
