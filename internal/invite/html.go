package invite

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
)

// page is the letter as HTML: tables and styles in place, as mail programs know little
// else, without pictures, which many do not load.
var page = template.Must(template.New("letter").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="margin:0;padding:0;background:#f6f4ee;color:#10243a">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f4ee"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background:#ffffff;border:1px solid #e3ded2;border-radius:8px">
<tr><td style="padding:28px 32px 0;font:600 15px/1.6 {{.Font}};color:#0e7c86;letter-spacing:.04em">{{.Chamber}}</td></tr>
<tr><td style="padding:8px 32px 20px;font:600 24px/1.4 {{.Font}};color:#10243a">{{.Event}}</td></tr>
<tr><td style="padding:0 32px"><div style="border-top:1px solid #e3ded2"></div></td></tr>
<tr><td style="padding:20px 32px 4px;font:16px/1.75 {{.Font}}">{{range .Paragraphs}}<p style="margin:0 0 16px">{{range $i, $line := .}}{{if $i}}<br>{{end}}{{$line}}{{end}}</p>{{end}}</td></tr>
<tr><td style="padding:4px 32px 24px"><a href="{{.Link}}" style="display:inline-block;padding:12px 28px;background:#0e7c86;color:#ffffff;text-decoration:none;border-radius:6px;font:600 16px/1.5 {{.Font}}">{{.Answer}}</a></td></tr>
<tr><td style="padding:0 32px 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f4ee;border-radius:6px">
<tr><td style="padding:14px 18px;font:14px/1.8 {{.Font}};color:#3c4a5a">{{range .Facts}}{{.}}<br>{{end}}</td></tr></table></td></tr>
</table>
<p style="max-width:560px;margin:16px auto 0;font:12px/1.7 {{.Font}};color:#6b7684">{{.Foot}}<br><a href="{{.Stop}}" style="color:#6b7684">{{.Stop}}</a></p>
</td></tr></table></body></html>`))

// html sets a letter as HTML: its words, a button for its link, and the facts.
func (s *Service) html(l letterOf, subject, body, foot string) (string, error) {
	lang, link := l.language(), l.link()
	var paragraphs [][]string
	for part := range strings.SplitSeq(body, "\n\n") {
		var lines []string
		for line := range strings.SplitSeq(part, "\n") {
			if line = strings.TrimSpace(line); line != "" && line != link { // the button is the link
				lines = append(lines, s.finish(line))
			}
		}
		if len(lines) > 0 {
			paragraphs = append(paragraphs, lines)
		}
	}
	why, _, _ := strings.Cut(foot, "\n")
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{
		"Lang": lang, "Subject": s.finish(subject), "Chamber": l.chamber.In(lang), "Event": oneLine(l.event.Title.In(lang)),
		"Paragraphs": paragraphs, "Link": template.URL(s.finish(link)), "Answer": answerWord.In(lang), "Facts": l.facts(lang), //nolint:gosec // our own address
		"Foot": why, "Stop": template.URL(s.finish(link) + "/stop"), //nolint:gosec // our own address
		"Font": template.CSS("'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif"),
	})
	if err != nil {
		return "", fmt.Errorf("set the letter: %w", err)
	}
	return out.String(), nil
}
