package verify

import (
	"strings"

	"zhaoyun/internal/evidence"
)

// Worded is a report with its sentences: what the command line prints and the page shows.
type Worded struct {
	Report
	Language   Language          `json:"language"`
	Text       string            `json:"text"` // of the verdict
	Signatures []WordedSignature `json:"signatures"`
	Findings   []WordedFinding   `json:"findings"`
	Timeline   []WordedStep      `json:"timeline"`
}

// WordedSignature is a signature with its words.
type WordedSignature struct {
	Signature
	RoleText  string `json:"role_text"`
	LevelText string `json:"level_text,omitempty"`
}

// WordedFinding is a finding with its sentence.
type WordedFinding struct {
	Finding
	Text string `json:"text"`
}

// WordedStep is a step with its words.
type WordedStep struct {
	Step
	Text      string `json:"text"`
	LevelText string `json:"level_text,omitempty"`
}

// Say gives the report with its sentences.
func (l Language) Say(r Report) Worded {
	w := Worded{
		Report: r, Language: l, Text: l.Text(r.Verdict),
		Signatures: make([]WordedSignature, len(r.Signatures)), Findings: make([]WordedFinding, len(r.Findings)), Timeline: make([]WordedStep, len(r.Timeline)),
	}
	for i, s := range r.Signatures {
		w.Signatures[i] = WordedSignature{s, l.Role(s.Role), l.Level(s.Level)}
	}
	for i, f := range r.Findings {
		w.Findings[i] = WordedFinding{f, l.Finding(f)}
	}
	for i, s := range r.Timeline {
		w.Timeline[i] = WordedStep{s, l.Kind(s.Kind), l.Level(s.Level)}
	}
	return w
}

// Aloud writes a digest in groups of four digits, to be read aloud over the telephone.
func Aloud(d evidence.Digest) string {
	digits := d.String()
	groups := make([]string, 0, len(digits)/4)
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, " ")
}
