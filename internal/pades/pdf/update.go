package pdf

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// Update is a revision to be appended.
type Update struct {
	view    *View
	objects map[int]any
	next    int
}

// Update begins one on top of the file, which has to end where its last revision does.
func (f *File) Update() (*Update, error) {
	if f.End() != len(f.Bytes) {
		return nil, &Error{f.End(), "the file goes on after its end"}
	}
	v := f.Last()
	if _, locked := v.Trailer()["Encrypt"]; locked {
		return nil, &Error{0, "the file is encrypted"}
	}
	next := 1
	for _, s := range f.Sections {
		if n, ok := s.Trailer["Size"].(int64); ok && n > int64(next) && n <= maxNumber {
			next = int(n)
		}
		for number := range s.Entries {
			next = max(next, number+1)
		}
	}
	return &Update{v, map[int]any{}, next}, nil
}

// View is the file before the update.
func (u *Update) View() *View { return u.view }

// Add writes a new object.
func (u *Update) Add(o any) Ref {
	n := u.next
	u.next++
	u.objects[n] = o
	return Ref{n, 0}
}

// Put writes an object anew.
func (u *Update) Put(ref Ref, o any) { u.objects[ref.Number] = o }

// Bytes returns the file with the revision, and where its objects stand.
func (u *Update) Bytes() (out []byte, offsets map[int]int, err error) {
	if u.next > maxNumber {
		return nil, nil, &Error{0, "the file has too many objects"}
	}
	out = slices.Clone(u.view.file.Bytes)
	if last := out[len(out)-1]; last != '\n' && last != '\r' {
		out = append(out, '\n')
	}
	numbers := slices.Sorted(maps.Keys(u.objects))
	offsets = map[int]int{}
	for _, n := range numbers {
		e, _, _ := u.view.Entry(n)
		offsets[n] = len(out)
		out = fmt.Appendf(out, "%d %d obj\n", n, e.Generation)
		out = append(Append(out, u.objects[n]), "\nendobj\n"...)
	}
	start := len(out)
	out = append(out, "xref\n"...)
	for i := 0; i < len(numbers); {
		j := i + 1
		for j < len(numbers) && numbers[j] == numbers[j-1]+1 {
			j++
		}
		out = fmt.Appendf(out, "%d %d\n", numbers[i], j-i)
		for ; i < j; i++ {
			e, _, _ := u.view.Entry(numbers[i])
			out = fmt.Appendf(out, "%010d %05d n\r\n", offsets[numbers[i]], e.Generation)
		}
	}
	out = append(Append(append(out, "trailer\n"...), u.trailer(out)), '\n')
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start), offsets, nil
}

// trailer keeps the first half of the file's identifier, and makes the second anew.
func (u *Update) trailer(content []byte) Dict {
	old := u.view.Trailer()
	sections := u.view.file.Sections
	t := Dict{"Size": int64(u.next), "Root": old["Root"], "Prev": int64(sections[len(sections)-1].Offset)}
	if info, ok := old["Info"]; ok {
		t["Info"] = info
	}
	sum := sha256.Sum256(content)
	now := String{Bytes: sum[:16]}
	first := any(now)
	if id := u.view.Array(old["ID"]); len(id) > 0 {
		first = id[0]
	}
	t["ID"] = Array{first, now}
	return t
}
