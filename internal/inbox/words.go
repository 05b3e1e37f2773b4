package inbox

import (
	"strings"

	"zhaoyun/internal/core"
)

// words are the words of letters; %s is a title, or a title and a role.
var words = map[Kind]struct{ subject, text core.Text }{
	Answer: {
		subject: core.Text{"zh-CN": "您的提问有答复了：%s", "en": "Your question has been answered: %s", "zh-HK": "您的提問有答覆了：%s"},
		text: core.Text{
			"zh-CN": "您在「%s」的提问有答复了。", "en": "The question you asked in “%s” has been answered.", "zh-HK": "您在「%s」的提問有答覆了。",
		},
	},
	Cancelled: {
		subject: core.Text{"zh-CN": "已取消：%s", "en": "Cancelled: %s", "zh-HK": "已取消：%s"},
		text: core.Text{
			"zh-CN": "很抱歉，「%s」不再举行，您无需到场。", "en": "We are sorry: “%s” will not take place. There is nothing you have to do.",
			"zh-HK": "很抱歉，「%s」不再舉行，您無需到場。",
		},
	},
	Cast: {
		subject: core.Text{"zh-CN": "邀请您参加：%s", "en": "You are invited: %s", "zh-HK": "邀請您參加：%s"},
		text: core.Text{
			"zh-CN": "「%s」邀请您担任%s。", "en": "You have been named to “%s” as %s.", "zh-HK": "「%s」邀請您擔任%s。",
		},
	},
	Late: {
		subject: core.Text{"zh-CN": "%d 个问题已逾期未答", "en": "%d questions are overdue", "zh-HK": "%d 個問題已逾期未答"},
		text: core.Text{
			"zh-CN": "下列问题已过答复日，请尽快书面答复：", "en": "The day to answer these questions has passed. Please answer them in writing:",
			"zh-HK": "下列問題已過答覆日，請盡快書面答覆：",
		},
	},
	Credit: {
		subject: core.Text{"zh-CN": "招商归属：%s", "en": "Who is credited: %s", "zh-HK": "招商歸屬：%s"},
		text: core.Text{
			"zh-CN": "投资促进局已认定「%s」由哪家商会引荐，理由如下：", "en": "The bureau has decided which chamber is credited for “%s”, because:",
			"zh-HK": "投資促進局已認定「%s」由哪家商會引薦，理由如下：",
		},
	},
	Webhook: {
		subject: core.Text{"zh-CN": "推送地址已停用：%s", "en": "A webhook was switched off: %s", "zh-HK": "推送地址已停用：%s"},
	},
	Parcel: {
		subject: core.Text{"zh-CN": "您收藏的地块有变：%s", "en": "A parcel you keep has changed: %s", "zh-HK": "您收藏的地塊有變：%s"},
		text: core.Text{
			"zh-CN": "您收藏的「%s」更新了以下内容：", "en": "These have changed in “%s”, which you keep:", "zh-HK": "您收藏的「%s」更新了以下內容：",
		},
	},
}

// fieldWords name the fields of a parcel; the others are summed up.
var fieldWords = map[string]core.Text{
	"status":   {"zh-CN": "状态", "en": "status", "zh-HK": "狀態"},
	"dates":    {"zh-CN": "日期", "en": "dates", "zh-HK": "日期"},
	"prices":   {"zh-CN": "价格", "en": "prices", "zh-HK": "價格"},
	"uses":     {"zh-CN": "用途", "en": "uses", "zh-HK": "用途"},
	"areaM2":   {"zh-CN": "面积", "en": "area", "zh-HK": "面積"},
	"far":      {"zh-CN": "容积率", "en": "floor-area ratio", "zh-HK": "容積率"},
	"density":  {"zh-CN": "建筑密度", "en": "building density", "zh-HK": "建築密度"},
	"green":    {"zh-CN": "绿地率", "en": "green ratio", "zh-HK": "綠地率"},
	"height":   {"zh-CN": "限高", "en": "height limit", "zh-HK": "限高"},
	"geometry": {"zh-CN": "边界", "en": "boundary", "zh-HK": "邊界"},
	"buyer":    {"zh-CN": "竞得人", "en": "buyer", "zh-HK": "競得人"},
	"method":   {"zh-CN": "出让方式", "en": "method", "zh-HK": "出讓方式"},
}

var otherWord, comma = core.Text{"zh-CN": "其他", "en": "more", "zh-HK": "其他"}, core.Text{"zh-CN": "、", "en": ", ", "zh-HK": "、"}

// fieldNames lists what changed.
func fieldNames(fields []FieldFact, language string) string {
	var names []string
	more := false
	for _, f := range fields {
		if w, ok := fieldWords[f.Field]; ok {
			names = append(names, w.In(language))
		} else {
			more = true
		}
	}
	if more {
		names = append(names, otherWord.In(language))
	}
	return strings.Join(names, comma.In(language))
}

// whyWords say why a webhook was switched off.
var whyWords = map[string]core.Text{
	"failing": {
		"zh-CN": "推送地址「%s」连续三天没有一条消息送到，系统已停用它。对方修好后，先发测试消息，再启用。",
		"en":    "Nothing has reached “%s” for three days, so it was switched off. Mend the receiver, then switch it on again.",
		"zh-HK": "推送地址「%s」連續三天沒有一條訊息送到，系統已停用它。對方修好後，先發測試訊息，再啟用。",
	},
	"gone": {
		"zh-CN": "推送地址「%s」的对方回答这个地址已经撤销（410），系统已停用它。",
		"en":    "The address of “%s” says that it is no longer in use (410), so it was switched off.",
		"zh-HK": "推送地址「%s」的對方回答這個地址已經撤銷（410），系統已停用它。",
	},
}

var roleWords = map[string]core.Text{
	"host":      {"zh-CN": "主持人", "en": "host", "zh-HK": "主持人"},
	"presenter": {"zh-CN": "推介人", "en": "presenter", "zh-HK": "推介人"},
	"moderator": {"zh-CN": "审核员", "en": "moderator", "zh-HK": "審核員"},
	"guest":     {"zh-CN": "嘉宾", "en": "guest", "zh-HK": "嘉賓"},
}

var (
	objectsWord = core.Text{
		"zh-CN": "%s 对「%s」的归属提出异议：", "en": "%s objects to how “%s” is credited:", "zh-HK": "%s 對「%s」的歸屬提出異議：",
	}
	askedWord  = core.Text{"zh-CN": "您的提问", "en": "You asked", "zh-HK": "您的提問"}
	answerWord = core.Text{"zh-CN": "答复", "en": "The answer", "zh-HK": "答覆"}
	liveWord   = core.Text{"zh-CN": "已在会场口头答复。", "en": "It was answered aloud in the room.", "zh-HK": "已在會場口頭答覆。"}
	fromWord   = core.Text{"zh-CN": "答复部门：%s", "en": "Answered by: %s", "zh-HK": "答覆部門：%s"}
	lateLine   = core.Text{"zh-CN": "%s，%s 前书面答复", "en": "%s, in writing by %s", "zh-HK": "%s，%s 前書面答覆"}
	nobodyWord = core.Text{"zh-CN": "未指定部门", "en": "No department yet", "zh-HK": "未指定部門"}
	stopWord   = core.Text{
		"zh-CN": "不想再收到此类邮件，可在此停止：", "en": "To stop mail of this kind:", "zh-HK": "不想再收到此類電郵，可在此停止：",
	}
	timeLayout = core.Text{"zh-CN": "2006 年 1 月 2 日 15:04", "en": "2 January 2006, 15:04", "zh-HK": "2006 年 1 月 2 日 15:04"}
)
