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
	childTime    = 60 * time.Second
	childAnswer  = 64 << 10 // bytes
	childrenUsed = 2        // at once
)

// ChildMemory is the address space a child may take, in bytes. A PDF of 100 MiB
// needs a tenth of it.
const ChildMemory = 2 << 30

// Isolated is the Inspector that looks into each file in a child process. A PDF
// made to exhaust memory, stack or time ends that process, not this one.
type Isolated struct {
	command []string
	places  chan struct{}
}

// NewIsolated makes an Inspector whose children run the command with the purpose
// as last argument and the file as standard input. The command must end in
// RunChild.
func NewIsolated(command ...string) *Isolated {
	return &Isolated{command: command, places: make(chan struct{}, childrenUsed)}
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
	child := exec.CommandContext(limited, i.command[0], append(i.command[1:len(i.command):len(i.command)], string(purpose))...) //nolint:gosec // our own binary
	child.Stdin, child.Stdout, child.Env = input, out, []string{"GOMEMLIMIT=1GiB", "GOMAXPROCS=1", "GOTRACEBACK=none"}
	child.WaitDelay = time.Second
	err = child.Run()
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

// RunChild is the child's side: it judges the file in for the purpose and prints
// the verdict to out, within so much memory. 0 sets no limit.
func RunChild(in *os.File, out io.Writer, purpose string, memory uint64) error {
	if memory > 0 {
		if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: memory, Max: memory}); err != nil {
			return fmt.Errorf("limit the memory: %w", err)
		}
	}
	debug.SetMaxStack(256 << 20)
	facts, problem, err := look(in, Purpose(purpose))
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
