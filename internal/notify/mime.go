package notify

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"mime"
	netmail "net/mail"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"

	"zhaoyun/internal/core"
)

// compose writes a mail as MIME.
func compose(from *netmail.Address, m Mail) (*mail.Msg, error) {
	to, err := address(m.To)
	if err != nil {
		return nil, err
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(from)
	msg.ToMailAddress(to)
	msg.Subject(oneLine(m.Subject))
	msg.SetDate()
	_, domain, _ := strings.Cut(from.Address, "@")
	msg.SetMessageIDWithValue(cmp.Or(m.ID, core.NewID()) + "@" + domain)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // no out-of-office answers, please
	if m.Unsubscribe != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+oneLine(m.Unsubscribe)+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	for _, a := range m.Attachments {
		name, kind := oneLine(strings.NewReplacer("/", "_", `\`, "_", `"`, "'").Replace(a.Name)), a.Type
		if _, _, err := mime.ParseMediaType(kind); err != nil || kind != oneLine(kind) {
			kind = string(mail.TypeAppOctetStream)
		}
		if err := msg.AttachReader(name, bytes.NewReader(a.Data), mail.WithFileContentType(mail.ContentType(kind))); err != nil {
			return nil, fmt.Errorf("attach %s: %w", name, err)
		}
	}
	return msg, nil
}

var link = regexp.MustCompile(`https?://[^\s<>"']+`)

// page sets a plain text as a simple page: quiet, without pictures, with its
// addresses as links. Mail programs know little CSS and only in place.
func page(title, text string) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>`)
	b.WriteString(html.EscapeString(oneLine(title)))
	b.WriteString(`</title></head><body style="margin:0;background:#f6f4ee;color:#10243a;font:16px/1.7 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif">` +
		`<div style="max-width:560px;margin:0 auto;padding:32px 24px"><p style="color:#0e7c86;font-weight:600;letter-spacing:.08em;margin:0 0 16px">招云 Zhaoyun</p>` +
		`<div style="background:#fff;border:1px solid #e3ded2;border-radius:8px;padding:24px">`)
	for para := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		escaped := html.EscapeString(para)
		escaped = link.ReplaceAllStringFunc(escaped, func(u string) string {
			return `<a style="color:#0e7c86;word-break:break-all" href="` + u + `">` + u + `</a>`
		})
		b.WriteString(`<p style="margin:0 0 16px">` + strings.ReplaceAll(escaped, "\n", "<br>") + `</p>`)
	}
	b.WriteString(`</div></div></body></html>`)
	return b.String()
}
