package file_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// pdf makes a PDF of so many pages, with padding bytes of picture on the first.
func pdf(pages, padding int) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+i)
	}
	object("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 960 540]>>", pages, kids)
	object("<</Length %d>>stream\n%s\nendstream", padding, bytes.Repeat([]byte("q "), padding/2))
	for range pages {
		object("<</Type/Page/Parent 2 0 R/Resources<<>>/Contents 3 0 R>>")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// locked encrypts a PDF with a password.
func locked(t *testing.T, content []byte) []byte {
	t.Helper()
	api.DisableConfigDir()
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(content), &out, model.NewAESConfiguration("open", "own", 256)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// nested makes a PDF whose reading recurses without end in sight.
func nested() []byte {
	deep := bytes.Repeat([]byte("["), 4<<20)
	b := bytes.NewBufferString("%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n")
	b.Write(deep)
	fmt.Fprintf(b, "\nendobj\nxref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		9, 60, b.Len()+8)
	return b.Bytes()
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// widened says in the head of a PNG that it is larger than it is.
func widened(content []byte) []byte {
	b := bytes.Clone(content)
	copy(b[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff})
	// The checksum of the head is now wrong, which the decoder would notice first.
	sum := crc(b[12:29])
	copy(b[29:33], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	return b
}

func crc(b []byte) uint32 { return crc32.ChecksumIEEE(b) }
