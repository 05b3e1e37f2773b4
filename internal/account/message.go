package account

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
)

// Channels of a Message.
const (
	ChannelMail = "mail"
	ChannelSMS  = "sms"
)

// Message is a short text for one contact.
type Message struct {
	Channel string // ChannelMail or ChannelSMS
	To      string // mail address or E.164 number
	Subject string // of mail
	Text    string
	// GoodUntil is when the message is of no use any more; always when zero.
	GoodUntil time.Time
}

// Sender delivers messages. It joins the transaction of the context: the message
// goes out once that is committed.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

var codeSubject = core.Text{
	"zh-CN": "招云登录验证码：%s",
	"en":    "Your Zhaoyun sign-in code: %s",
	"zh-HK": "招雲登入驗證碼：%s",
}

var codeText = core.Text{
	"zh-CN": "您的验证码是 %s，10 分钟内有效。如非本人操作，请忽略本信息，切勿告知他人。",
	"en":    "Your code is %s. It is good for 10 minutes. If you did not ask for it, ignore this message; never pass the code on.",
	"zh-HK": "您的驗證碼是 %s，10 分鐘內有效。如非本人操作，請忽略此訊息，切勿告知他人。",
}

// codeMessage writes the message that brings a code.
func codeMessage(c Contact, number, language string, until time.Time) Message {
	m := Message{Channel: ChannelMail, To: c.Value, Text: fmt.Sprintf(codeText.In(language), number), GoodUntil: until}
	if c.Kind == ContactPhone {
		m.Channel = ChannelSMS
		m.Text = smsSignature.In(language) + m.Text
		return m
	}
	m.Subject = fmt.Sprintf(codeSubject.In(language), number)
	return m
}

// smsSignature opens every text message, as mainland carriers demand.
var smsSignature = core.Text{"zh-CN": "【招云】", "en": "[Zhaoyun] ", "zh-HK": "【招雲】"}
