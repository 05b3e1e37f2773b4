package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shellBlock = regexp.MustCompile("(?s)\n```sh\n(.*?)```\n")

// What the documentation says to do with the sample is done here, line by line.
func TestTheCommandsOfTheDocumentationVerifyTheSample(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/verifying.md")
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	blocks := shellBlock.FindAllStringSubmatch(string(text), -1)
	for _, b := range blocks {
		script.WriteString(b[1])
	}
	if len(blocks) < 6 || !strings.Contains(script.String(), "zhaoyun verify") {
		t.Fatalf("%d blocks:\n%s", len(blocks), script.String())
	}
	dir := t.TempDir()
	for _, name := range []string{"evidence.zip", "roots.pem"} {
		content, err := os.ReadFile(filepath.Join("../../docs/samples", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	self, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	command := "#!/bin/sh\n" + programMark + "=1 exec '" + self + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "zhaoyun"), []byte(command), 0o700); err != nil {
		t.Fatal(err)
	}
	run := func(script string) (string, error) {
		cmd := exec.CommandContext(t.Context(), "bash", "-euxo", "pipefail", "-c", script)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "LC_ALL=C.UTF-8")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := run(script.String())
	if err != nil || !strings.Contains(out, "核验通过") || strings.Count(out, "CAdES Verification successful") != 4 {
		t.Fatalf("%v\n%s", err, out)
	}
	// They also fail where they should: a byte of the document is another.
	if err := os.RemoveAll(filepath.Join(dir, "sample")); err != nil {
		t.Fatal(err)
	}
	if out, err := run(strings.Replace(script.String(), "cd sample\n", "cd sample\nprintf X | dd of=document.pdf bs=1 seek=900 conv=notrunc status=none\n", 1)); err == nil {
		t.Fatalf("the commands take another document:\n%s", out)
	}
}
