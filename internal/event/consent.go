package event

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"zhaoyun/internal/core"
)

// Consent is what somebody agreed to, and how it is known that they did (PIPL
// Art. 14): the version and digest of the very text they saw.
type Consent struct {
	Version  string
	Digest   string // SHA-256 of the text, hexadecimal
	Language string // in which it was shown
	At       time.Time
	IP       string
}

// ConsentVersion names the text in force.
const ConsentVersion = "2026-11-01"

// consents keeps every text that was ever in force, by version: an old consent
// stays readable.
var consents = map[string]core.Text{
	ConsentVersion: {
		"zh-CN": "我同意主办方为本次活动的报名、通知、入场与会后联系，处理我填写的姓名、单位、统一社会信用代码、联系方式和意向产业，以及我在会场的参会记录。" +
			"信息仅供主办方及其招商工作人员使用，存放在本平台的服务器上，不用于其他目的，不对外公开。" +
			"我可以随时取消报名，也可以要求查阅、更正或删除这些信息；撤回同意不影响撤回之前的处理。",
		"en": "I agree that the organiser processes the name, organisation, registration code, contact and interests I give here, and the record of my attendance, " +
			"in order to register me for this event, notify me, let me in and contact me afterwards. " +
			"The data is used by the organiser and its investment-promotion staff only, is kept on this platform's servers, is used for nothing else and is not published. " +
			"I may cancel at any time, and ask to see, correct or delete the data; withdrawing my consent does not affect what was done before.",
		"zh-HK": "本人同意主辦方為本次活動的報名、通知、入場及會後聯絡，處理本人填寫的姓名、機構、統一社會信用代碼、聯絡方式及意向產業，以及本人在會場的參會紀錄。" +
			"資料只供主辦方及其招商人員使用，存放於本平台的伺服器，不作其他用途，亦不會公開。" +
			"本人可隨時取消報名，亦可要求查閱、更正或刪除這些資料；撤回同意不影響撤回之前的處理。",
	},
}

// ConsentText is the text in force.
func ConsentText() core.Text { return consents[ConsentVersion] }

// consentTo notes the consent of somebody who registers. Who saw another version
// has to read the present one first.
func consentTo(in Entry, actor core.Actor, now time.Time) (Consent, error) {
	if in.ConsentVersion != ConsentVersion {
		return Consent{}, core.Conflict("consent_outdated", "The consent text has changed. Read it again before registering.").
			On("body.consentVersion").With("version", ConsentVersion)
	}
	sum := sha256.Sum256([]byte(consents[ConsentVersion].In(in.Language)))
	return Consent{Version: ConsentVersion, Digest: hex.EncodeToString(sum[:]), Language: in.Language, At: now, IP: actor.IP}, nil
}
