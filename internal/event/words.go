package event

import "zhaoyun/internal/core"

// noticeWords are the words of the notices; %s in them is the title of the event.
var noticeWords = map[NoticeKind]struct {
	subject, text core.Text
	sms           core.Text // the title, the time and the address of the page
	calendar      bool      // the calendar file goes with it
}{
	NoticeConfirmed: {
		subject: core.Text{"zh-CN": "报名成功：%s", "en": "You are registered: %s", "zh-HK": "報名成功：%s"},
		text: core.Text{
			"zh-CN": "您已报名「%s」。附件是日历文件，添加后会前一小时提醒。",
			"en":    "You are registered for “%s”. The calendar file attached reminds you an hour before.",
			"zh-HK": "您已報名「%s」。附件是日曆檔案，加入後會前一小時提醒。",
		},
		calendar: true,
	},
	NoticeWaiting: {
		subject: core.Text{"zh-CN": "已进入候补名单：%s", "en": "You are on the waiting list: %s", "zh-HK": "已進入候補名單：%s"},
		text: core.Text{
			"zh-CN": "「%s」名额已满，您已进入候补名单。一有空位，我们会按先后顺序确认并再发邮件。",
			"en":    "“%s” is full, so you are on the waiting list. Places that become free go to those who wait, in order; we will write to you.",
			"zh-HK": "「%s」名額已滿，您已進入候補名單。一有空位，我們會按先後次序確認並再發電郵。",
		},
	},
	NoticePromoted: {
		subject: core.Text{"zh-CN": "候补成功：%s", "en": "You have a place: %s", "zh-HK": "候補成功：%s"},
		text: core.Text{
			"zh-CN": "「%s」有了空位，您的报名已确认。附件是日历文件。",
			"en":    "A place became free: you are now registered for “%s”. The calendar file is attached.",
			"zh-HK": "「%s」有了空位，您的報名已確認。附件是日曆檔案。",
		},
		calendar: true,
	},
	NoticeMoved: {
		subject: core.Text{"zh-CN": "时间有变：%s", "en": "New time: %s", "zh-HK": "時間有變：%s"},
		text: core.Text{
			"zh-CN": "「%s」的时间有变，您的报名依然有效。请以下面的时间为准；打开附件即可更新日历。",
			"en":    "The time of “%s” has changed; your registration stands. Please note the times below and open the attachment to update your calendar.",
			"zh-HK": "「%s」的時間有變，您的報名依然有效。請以下列時間為準；開啟附件即可更新日曆。",
		},
		sms: core.Text{
			"zh-CN": "「%s」时间有变，现定于%s。%s", "en": "“%s” has a new time: %s. %s", "zh-HK": "「%s」時間有變，現定於%s。%s",
		},
		calendar: true,
	},
	NoticeCancelled: {
		subject: core.Text{"zh-CN": "已取消报名：%s", "en": "Registration cancelled: %s", "zh-HK": "已取消報名：%s"},
		text: core.Text{
			"zh-CN": "您在「%s」的报名已取消。需要时可在活动页面重新报名。",
			"en":    "Your registration for “%s” is cancelled. You can register again on the event page.",
			"zh-HK": "您在「%s」的報名已取消。需要時可在活動頁面重新報名。",
		},
		calendar: true,
	},
	NoticeDay: {
		subject: core.Text{"zh-CN": "明天：%s", "en": "Tomorrow: %s", "zh-HK": "明天：%s"},
		text: core.Text{
			"zh-CN": "「%s」明天举行。会前十分钟开放入场，点开下面的链接即可，无需安装。",
			"en":    "“%s” takes place tomorrow. Doors open ten minutes before, by the link below; nothing to install.",
			"zh-HK": "「%s」明天舉行。會前十分鐘開放入場，點開以下連結即可，毋須安裝。",
		},
		sms: core.Text{"zh-CN": "提醒：「%s」明天举行，%s。%s", "en": "Reminder: “%s” is tomorrow, %s. %s", "zh-HK": "提醒：「%s」明天舉行，%s。%s"},
	},
	NoticeHour: {
		subject: core.Text{"zh-CN": "一小时后开始：%s", "en": "In an hour: %s", "zh-HK": "一小時後開始：%s"},
		text: core.Text{
			"zh-CN": "「%s」一小时后开始。点开下面的链接即可入场。", "en": "“%s” begins in an hour. The link below lets you in.",
			"zh-HK": "「%s」一小時後開始。點開以下連結即可入場。",
		},
		sms: core.Text{"zh-CN": "提醒：「%s」一小时后开始，%s。%s", "en": "Reminder: “%s” begins in an hour, %s. %s", "zh-HK": "提醒：「%s」一小時後開始，%s。%s"},
	},
}

var (
	ownAndThere = core.Text{"zh-CN": "%s（活动当地 %s）", "en": "%s (%s at the event)", "zh-HK": "%s（活動當地 %s）"}

	greeting = core.Text{"zh-CN": "%s，您好：\n\n", "en": "Dear %s,\n\n", "zh-HK": "%s，您好：\n\n"}
	stopping = core.Text{
		"zh-CN": "不想再收到时间变更邮件，可在此停止：", "en": "To stop mail about new times:", "zh-HK": "不想再收到時間變更電郵，可在此停止：",
	}
	closing = core.Text{
		"zh-CN": "您收到这封邮件，是因为报名时留下了这个邮箱（同意书版本 %s）。可在「我的活动」中取消报名。",
		"en":    "You receive this mail because you registered with this address (consent text %s). You can cancel under “My events”.",
		"zh-HK": "您收到這封電郵，是因為報名時留下了這個電郵地址（同意書版本 %s）。可在「我的活動」中取消報名。",
	}
)
