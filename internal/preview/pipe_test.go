package preview_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"zhaoyun/internal/preview"
	"zhaoyun/internal/sheet/read"
)

// upTo are the numbers up to one, then an error.
func upTo(most int, then error) func(int) (int, error) {
	return func(n int) (int, error) {
		if n > most {
			return 0, then
		}
		return n, nil
	}
}

func TestRowsAreKeptInBatchesToTheLast(t *testing.T) {
	t.Parallel()
	for _, most := range []int{0, 1, preview.Batch, 2*preview.Batch + 1} {
		kept := 0
		err := preview.Pipe(t.Context(), upTo(most, io.EOF), func(_ context.Context, rows []int) error {
			for _, n := range rows {
				if kept++; n != kept {
					t.Fatalf("row %d came as the %dth", n, kept)
				}
			}
			return nil
		})
		if err != nil || kept != most {
			t.Errorf("of %d rows %d were kept: %v", most, kept, err)
		}
	}
}

func TestWhatGoesWrongEndsBothSides(t *testing.T) {
	t.Parallel()
	torn, full := errors.New("torn"), errors.New("full")
	keep := func(context.Context, []int) error { return nil }
	if err := preview.Pipe(t.Context(), upTo(2500, torn), keep); !errors.Is(err, torn) {
		t.Errorf("reading: %v", err)
	}
	endless := func(n int) (int, error) { return n, nil }
	if err := preview.Pipe(t.Context(), endless, func(context.Context, []int) error { return full }); !errors.Is(err, full) {
		t.Errorf("keeping: %v", err)
	}
}

func TestATryAtReadingIsRepeatedUnlessItIsTheFileOrTheLast(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err      error
		attempts int
		want     preview.State
		code     string
		again    bool
	}{
		"read":     {nil, 1, preview.Ready, "", false},
		"the file": {read.ErrNoRows, 1, preview.Failed, "import_no_rows", false},
		"the disk": {io.ErrUnexpectedEOF, 1, preview.Reading, "", true},
		"the last": {io.ErrUnexpectedEOF, preview.Work.Tries, preview.Failed, "internal", false},
	} {
		s, problem, again := preview.Outcome(c.err, c.attempts)
		code := ""
		if problem != nil {
			code = problem.Code
		}
		if s != c.want || code != c.code || again != c.again {
			t.Errorf("%s: %s %s %v", name, s, code, again)
		}
	}
}
