package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/verify"
)

// errNotVerified makes the exit code 1; what is wrong has been printed.
var errNotVerified = errors.New("not verified")

type verifyCmd struct {
	File     string   `arg:"" type:"existingfile" help:"A signed PDF or an evidence package."`
	Trust    []string `type:"existingfile" help:"PEM file of the certificate and timestamp authorities you trust; repeat it for several. Without it the file's own are used, and nobody you trust vouches for it."`
	JSON     bool     `help:"Print the report as JSON."`
	Language string   `default:"zh-CN" enum:"zh-CN,en,zh-HK" help:"Language of the words: zh-CN, en or zh-HK."`
}

// Run verifies a file with nothing but the file: no settings, no database, no network.
func (v *verifyCmd) Run(e *env) error {
	info, err := os.Stat(v.File)
	if err != nil {
		return err
	}
	if info.Size() > verify.MaxFile {
		return fmt.Errorf("%s has %d bytes; at most %d can be verified", v.File, info.Size(), verify.MaxFile)
	}
	file, err := os.ReadFile(v.File)
	if err != nil {
		return err
	}
	o := verify.Options{At: core.Now()}
	var pems [][]byte
	for _, name := range v.Trust {
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		pems = append(pems, body)
	}
	if o.Trust, o.TrustSM2, err = verify.ParseTrust(pems...); err != nil {
		return err
	}
	r := verify.Language(v.Language).Say(verify.Verify(filepath.Base(v.File), file, o))
	if v.JSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = enc.Encode(r)
	} else {
		err = printReport(e.stdout, r)
	}
	if err == nil && !r.OK {
		err = errNotVerified
	}
	return err
}

var marks = map[verify.Severity]string{verify.Good: "✓", verify.Warn: "!", verify.Bad: "✗"}

// printReport prints the verdict first, then who signed, then every finding.
func printReport(w io.Writer, r verify.Worded) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", r.Name, r.Text)
	if d := r.Document; d != nil {
		if d.Title != "" {
			fmt.Fprintf(&b, "%s\n", d.Title)
		}
		fmt.Fprintf(&b, "SHA-256  %s\n\n", verify.Aloud(d.SHA256))
	}
	for _, s := range r.Signatures {
		mark := verify.Good
		if !s.Valid {
			mark = verify.Bad
		}
		fmt.Fprintf(&b, "%s %s", marks[mark], s.RoleText)
		for _, part := range []string{s.Organisation, s.Name, s.LevelText} {
			if part != "" {
				fmt.Fprintf(&b, " · %s", part)
			}
		}
		if !s.At.IsZero() {
			fmt.Fprintf(&b, " · %s", verify.Moment(s.At))
		}
		b.WriteString("\n")
	}
	if len(r.Signatures) > 0 {
		b.WriteString("\n")
	}
	for _, f := range r.Findings {
		where := ""
		if f.Where != "" {
			where = " [" + f.Where + "]"
		}
		fmt.Fprintf(&b, "%s %s  (%s%s)\n", marks[f.Severity], strings.ReplaceAll(f.Text, "\n", "\n    "), f.Code, where)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
