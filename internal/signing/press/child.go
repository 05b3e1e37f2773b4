package press

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/pades/normal"
	"zhaoyun/internal/typeset/attach"
)

// childName is the name by which a process knows that it is to work on an upload, apart
// from this one: a PDF made to exhaust memory, stack or time ends that process alone.
const childName = "zhaoyun-sign-file"

// What a child does.
const (
	taskNormalise = "normalise"
	taskAttach    = "attach"
)

// Exit codes of a child that says what is wrong with a file.
const (
	wrongEncrypted = "encrypted"
	wrongPages     = "pages"
	wrongBroken    = "broken"
)

func init() {
	if len(os.Args) != 2 || os.Args[0] != childName {
		return
	}
	if err := work(os.Args[1], os.Stdin, os.Stdout); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// work answers with a word, "ok" or what is wrong, the number of pages and the document.
func work(task string, in io.Reader, out io.Writer) error {
	if err := file.Confine(); err != nil {
		return err
	}
	content, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	var made []byte
	word, pages := "ok", 0
	switch task {
	case taskNormalise:
		var report normal.Report
		made, report, err = normal.Normalise(content)
		pages = report.Pages
		switch {
		case errors.Is(err, normal.ErrEncrypted):
			word = wrongEncrypted
		case errors.Is(err, normal.ErrPages):
			word = wrongPages
		case err != nil:
			word = wrongBroken
		}
	case taskAttach:
		if len(content) < 8 {
			return errUpload
		}
		n := binary.BigEndian.Uint64(content)
		content = content[8:]
		if n > uint64(len(content)) {
			return errUpload
		}
		made, err = attach.Append(content[:n], content[n:])
		if err != nil {
			word = wrongBroken
		}
	default:
		return fmt.Errorf("no such task: %s", task)
	}
	if word != "ok" {
		made = nil
	}
	_, err = fmt.Fprintf(out, "%s %d\n%s", word, pages, made)
	return err
}

// normalise makes an upload plain.
func (p *Press) normalise(ctx context.Context, content []byte) ([]byte, int, error) {
	return p.child(ctx, taskNormalise, bytes.NewReader(content))
}

// attach puts pages behind a document.
func (p *Press) attach(ctx context.Context, first, second []byte) ([]byte, error) {
	head := binary.BigEndian.AppendUint64(nil, uint64(len(first)))
	out, _, err := p.child(ctx, taskAttach, io.MultiReader(bytes.NewReader(head), bytes.NewReader(first), bytes.NewReader(second)))
	return out, err
}

func (p *Press) child(ctx context.Context, task string, in io.Reader) ([]byte, int, error) {
	answer, broken, err := p.Children.Run(ctx, childName, task, in, 2*maxUpload)
	if err != nil {
		return nil, 0, err
	}
	unreadable := core.Invalid("pdf_broken", "The PDF cannot be read. Export it again and upload that.").On("body.file")
	line, rest, ok := bytes.Cut(answer, []byte("\n"))
	if broken || !ok {
		return nil, 0, unreadable
	}
	var word string
	var pages int
	if _, err := fmt.Sscanf(string(line), "%s %d", &word, &pages); err != nil {
		return nil, 0, unreadable
	}
	switch word {
	case "ok":
		return rest, pages, nil
	case wrongEncrypted:
		return nil, 0, core.Invalid("pdf_encrypted", "The PDF asks for a password. Save it without and upload that.").On("body.file")
	case wrongPages:
		return nil, 0, core.Invalid("pdf_too_many_pages", "The PDF has no pages or too many.").On("body.file")
	}
	return nil, 0, unreadable
}
