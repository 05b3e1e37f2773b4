package inbox

import "zhaoyun/internal/core"

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
}

var roleWords = map[string]core.Text{
	"host":      {"zh-CN": "主持人", "en": "host", "zh-HK": "主持人"},
	"presenter": {"zh-CN": "推介人", "en": "presenter", "zh-HK": "推介人"},
	"moderator": {"zh-CN": "审核员", "en": "moderator", "zh-HK": "審核員"},
	"guest":     {"zh-CN": "嘉宾", "en": "guest", "zh-HK": "嘉賓"},
}

var (
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
