package invite

import (
	"regexp"
	"slices"
	"strings"

	"zhaoyun/internal/core"
)

// The texts of a campaign whose chamber has written none.
var (
	defaultSubject = core.Text{
		"zh-CN": "邀请函：{event}", "en": "Invitation: {event}", "zh-HK": "邀請函：{event}",
	}
	defaultBody = core.Text{
		"zh-CN": "{name}，您好：\n\n{host}将举办「{event}」，{chamber}诚邀您参加。\n\n{chamber}为会员预留了名额。请在 {deadline} 前点开下面的链接答复，接受、婉拒或推荐同事参加都可以：\n{link}\n\n这是您的专属链接，无需下载或注册账号。期待与您见面。",
		"en":    "Dear {name},\n\n{host} holds “{event}”, and {chamber} invites you to attend.\n\nPlaces are kept for our members. Please answer by {deadline} — accept, decline or name a colleague — under your personal link:\n{link}\n\nThere is nothing to install and no account to make. We look forward to seeing you.",
		"zh-HK": "{name}，您好：\n\n{host}將舉辦「{event}」，{chamber}誠邀您參加。\n\n{chamber}為會員預留了名額。請在 {deadline} 前點開以下連結答覆，接受、婉拒或推薦同事參加均可：\n{link}\n\n這是您的專屬連結，毋須下載或註冊帳號。期待與您見面。",
	}
	defaultSMS = core.Text{
		"zh-CN": "{name}您好，{chamber}邀您参加「{event}」，{time}。请答复：{link}",
		"en":    "{chamber} invites you to “{event}”, {time}. Please answer: {link}",
		"zh-HK": "{name}您好，{chamber}邀您參加「{event}」，{time}。請答覆：{link}",
	}

	colleagueSubject = core.Text{
		"zh-CN": "{by} 推荐您参加：{event}", "en": "{by} suggests you attend: {event}", "zh-HK": "{by} 推薦您參加：{event}",
	}
	colleagueBody = core.Text{
		"zh-CN": "{name}，您好：\n\n{by} 收到{chamber}的邀请，推荐您参加「{event}」（{host}主办）。\n\n请在 {deadline} 前点开您的专属链接答复：\n{link}",
		"en":    "Dear {name},\n\n{by} was invited by {chamber} and suggests that you attend “{event}”, held by {host}.\n\nPlease answer by {deadline} under your personal link:\n{link}",
		"zh-HK": "{name}，您好：\n\n{by} 收到{chamber}的邀請，推薦您參加「{event}」（{host}主辦）。\n\n請在 {deadline} 前點開您的專屬連結答覆：\n{link}",
	}
	colleagueSMS = core.Text{
		"zh-CN": "{name}您好，{by}推荐您参加「{event}」，{time}。请答复：{link}",
		"en":    "{by} suggests you attend “{event}”, {time}. Please answer: {link}",
		"zh-HK": "{name}您好，{by}推薦您參加「{event}」，{time}。請答覆：{link}",
	}

	movedSubject = core.Text{"zh-CN": "时间有变：{event}", "en": "New time: {event}", "zh-HK": "時間有變：{event}"}
	movedBody    = core.Text{
		"zh-CN": "{name}，您好：\n\n您受邀的「{event}」时间有变，现定于 {time}。打开附件即可更新日历。\n\n您还没有答复，请在 {deadline} 前点开链接：\n{link}",
		"en":    "Dear {name},\n\nThe time of “{event}”, to which you are invited, has changed. It now takes place {time}. Open the attachment to update your calendar.\n\nYou have not answered yet; please do by {deadline}:\n{link}",
		"zh-HK": "{name}，您好：\n\n您受邀的「{event}」時間有變，現定於 {time}。開啟附件即可更新日曆。\n\n您尚未答覆，請在 {deadline} 前點開連結：\n{link}",
	}
	movedSMS = core.Text{
		"zh-CN": "您受邀的「{event}」时间有变，现定于{time}。请答复：{link}",
		"en":    "“{event}” has a new time: {time}. Please answer: {link}",
		"zh-HK": "您受邀的「{event}」時間有變，現定於{time}。請答覆：{link}",
	}
)

// What letters say around the words of a campaign.
var (
	trialMark  = core.Text{"zh-CN": "【试发】", "en": "[Trial] ", "zh-HK": "【試發】"}
	whatWord   = core.Text{"zh-CN": "活动", "en": "Event", "zh-HK": "活動"}
	whenWord   = core.Text{"zh-CN": "时间", "en": "Time", "zh-HK": "時間"}
	whereWord  = core.Text{"zh-CN": "地点", "en": "Place", "zh-HK": "地點"}
	untilWord  = core.Text{"zh-CN": "答复截止", "en": "Answer by", "zh-HK": "答覆截止"}
	colon      = core.Text{"zh-CN": "：", "en": ": ", "zh-HK": "："}
	onlineWord = core.Text{"zh-CN": "线上，点开链接即可入场", "en": "Online, by the link", "zh-HK": "線上，點開連結即可入場"}
	orOnline   = core.Text{"zh-CN": "（也可线上参加）", "en": " (or online)", "zh-HK": "（亦可線上參加）"}
	laterWord  = core.Text{"zh-CN": "时间待定", "en": "at a time to be announced", "zh-HK": "時間待定"}
	bothZones  = core.Text{"zh-CN": "%s（您所在时区），即活动当地 %s", "en": "%s (your time), which is %s at the event", "zh-HK": "%s（您所在時區），即活動當地 %s"}
	answerWord = core.Text{"zh-CN": "查看并答复", "en": "See and answer", "zh-HK": "查看並答覆"}
	footWords  = core.Text{
		"zh-CN": "您收到此邮件，是因为您在%s的会员名册中或由会员推荐。不想再收到该商会的邀请，可在此退订：",
		"en":    "You receive this because you are a member of %s or were named by one. To stop its invitations:",
		"zh-HK": "您收到此電郵，是因為您在%s的會員名冊中或由會員推薦。不想再收到該商會的邀請，可在此退訂：",
	}
)

// Places are what stands for something in a text.
var Places = []string{"name", "event", "time", "chamber", "host", "deadline", "venue", "link"}

var place = regexp.MustCompile(`\{([^{}\s]{1,40})\}`)

// checkTexts reports what is wrong with the texts of a campaign, and brings them into
// their stored form.
func checkTexts(texts map[string]Words) error {
	var wrong []core.FieldError
	fault := func(field, code, message string) {
		wrong = append(wrong, core.FieldError{Field: "body.texts." + field, Code: code, Message: message})
	}
	for lang, w := range texts {
		if !core.IsLanguage(lang) {
			fault(lang, "language_unknown", "Use zh-CN, en or zh-HK.")
			continue
		}
		w.Subject, w.Body, w.SMS = oneLine(plain(w.Subject)), strings.TrimSpace(plain(w.Body)), oneLine(plain(w.SMS))
		for _, part := range []struct {
			name, text string
			limit      int
		}{{"subject", w.Subject, maxSubject}, {"body", w.Body, maxBody}, {"sms", w.SMS, maxSMS}} {
			if len([]rune(part.text)) > part.limit {
				fault(lang+"."+part.name, "too_long", "The text is too long.")
			}
			for _, found := range place.FindAllStringSubmatch(part.text, -1) {
				if !slices.Contains(Places, found[1]) {
					fault(lang+"."+part.name, "place_unknown", "{"+found[1]+"} stands for nothing. Use one of the places offered.")
				}
			}
		}
		if w.SMS != "" && !strings.Contains(w.SMS, "{link}") {
			fault(lang+".sms", "sms_needs_link", "The message needs {link}, or nobody can answer.")
		}
		texts[lang] = w
	}
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// plain drops what does not belong in a text.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f && r != 0xFFFD {
			return r
		}
		return -1
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}
