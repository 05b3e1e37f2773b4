package report

import (
	"fmt"
	"strconv"
	"time"

	"zhaoyun/internal/core"
)

// words are what files say in the three languages, in the order of core.Languages.
var words = map[string][3]string{
	"overview": {"概况", "Overview", "概況"}, "people": {"参会", "Attendance", "參會"}, "byOrg": {"按机构", "By organisation", "按機構"},
	"minutes": {"分时", "By minute", "分時"}, "questions": {"提问与答复", "Questions and answers", "提問與答覆"}, "polls": {"投票", "Polls", "投票"},
	"interests": {"意向", "Interests", "意向"}, "chat": {"聊天", "Chat", "聊天"}, "announcements": {"公告", "Announcements", "公告"},

	"parcels": {"地块", "Parcels", "地塊"}, "parcel": {"地块", "Parcel", "地塊"}, "place": {"序号", "No.", "序號"}, "number": {"编号", "Number", "編號"},
	"minutesOnStage": {"在台上（分钟）", "Minutes on stage", "在台上（分鐘）"}, "watched": {"看过", "Watched by", "看過"}, "kept": {"收藏", "Kept by", "收藏"},
	"talks": {"约谈", "Talks", "約談"}, "h.parcels": {"地块热度", "Interest in the parcels", "地塊熱度"},

	"item": {"项目", "Item", "項目"}, "value": {"数值", "Figure", "數值"}, "note": {"说明", "Note", "說明"},
	"event": {"活动", "Event", "活動"}, "session": {"场次", "Session", "場次"}, "starts": {"开始", "Began", "開始"}, "ends": {"结束", "Ended", "結束"},
	"zone": {"时区", "Time zone", "時區"}, "asOf": {"数据截至", "As of", "數據截至"}, "example": {"示例数据", "Illustrative data", "示例數據"},

	"registered": {"报名", "Registered", "報名"}, "attended": {"到场", "Attended", "到場"}, "peak": {"同时在场最多", "Most at once", "同時在場最多"},
	"stay": {"人均停留（分钟）", "Average stay (minutes)", "人均停留（分鐘）"}, "staff": {"会务人员", "Staff in the room", "會務人員"},
	"asked": {"提问", "Questions", "提問"}, "answered": {"已答复", "Answered", "已答覆"}, "inRoom": {"其中当场答复", "Of these in the room", "其中當場答覆"},
	"open": {"待答复", "Open", "待答覆"}, "anonymousAsked": {"其中匿名", "Of these anonymous", "其中匿名"}, "pollsHeld": {"投票场次", "Polls", "投票場次"},
	"voters": {"参与投票", "Voters", "參與投票"}, "hands": {"举手", "Raised hands", "舉手"}, "reactions": {"互动", "Reactions", "互動"},
	"lines": {"聊天", "Lines of chat", "聊天"}, "hidden": {"其中已撤下", "Taken away", "其中已撤下"}, "speakers": {"发言人数", "People who wrote", "發言人數"},
	"interested": {"填写意向的报名", "Registrations with an interest", "填寫意向的報名"},
	"rateNote":   {"占报名 %s", "%s of the registered", "佔報名 %s"}, "answerNote": {"占提问 %s", "%s of the questions", "佔提問 %s"},
	"voteNote": {"占到场 %s", "%s of those who attended", "佔到場 %s"},
	"scope": {
		"到场、停留等只计观众，不含会务人员；报名为整场活动的有效报名。", "Attendance counts the audience, not staff; registrations are those with a place, for the whole event.",
		"到場、停留等只計觀眾，不含會務人員；報名為整場活動的有效報名。",
	},

	"time": {"时间", "Time", "時間"}, "name": {"姓名", "Name", "姓名"}, "org": {"单位", "Organisation", "單位"}, "role": {"身份", "Role", "身份"},
	"region": {"地区", "Region", "地區"}, "first": {"首次到场", "First there", "首次到場"}, "last": {"最后在场", "Last there", "最後在場"},
	"minutesThere": {"在场（分钟）", "Minutes there", "在場（分鐘）"}, "theirLines": {"发言", "Lines", "發言"}, "theirQuestions": {"署名提问", "Named questions", "署名提問"},
	"persons": {"人数", "People", "人數"}, "average": {"人均（分钟）", "Average (minutes)", "人均（分鐘）"}, "onStage": {"台上内容", "On stage", "台上內容"},
	"question": {"问题", "Question", "問題"}, "asker": {"提问人", "Asked by", "提問人"}, "votes": {"附议", "Wanted by", "附議"}, "state": {"状态", "State", "狀態"},
	"how": {"答复方式", "How", "答覆方式"}, "answer": {"答复", "Answer", "答覆"}, "department": {"承办部门", "Department", "承辦部門"}, "due": {"期限", "Due", "期限"},
	"poll": {"题目", "Poll", "題目"}, "kind": {"类型", "Kind", "類型"}, "option": {"选项", "Option", "選項"}, "got": {"票数", "Votes", "票數"},
	"share": {"占比", "Share", "佔比"}, "text": {"内容", "Text", "內容"}, "interest": {"意向", "Interest", "意向"},

	"ceremony": {"签约与开工", "Ceremony", "簽約與開工"}, "subject": {"事项", "Subject", "事項"}, "parties": {"各方", "By whom", "各方"},
	"digest": {"定稿 SHA-256", "SHA-256 of the text", "定稿 SHA-256"}, "agreement": {"协议", "Agreement", "協議"}, "start": {"开工", "Start", "開工"},
	"begun": {"已开工", "Begun", "已開工"}, ";": {"；", "; ", "；"},
	"signing.draft": {"未定稿", "Draft", "未定稿"}, "signing.proposed": {"待接受", "Proposed", "待接受"}, "signing.frozen": {"待确认", "To be confirmed", "待確認"},
	"signing.confirmed": {"待落章", "Confirmed", "待落章"}, "signing.sealing": {"落章中", "Being sealed", "落章中"}, "signing.released": {"已签署", "Signed", "已簽署"},
	"signing.withdrawn": {"已撤回", "Withdrawn", "已撤回"}, "signing.expired": {"已过期", "Expired", "已過期"}, "signing.voided": {"已作废", "Voided", "已作廢"},
	"document": {"协议", "Agreement", "協議"},

	"host": {"主持人", "Host", "主持人"}, "presenter": {"推介人", "Presenter", "推介人"}, "moderator": {"审核员", "Moderator", "審核員"}, "guest": {"观众", "Audience", "觀眾"},
	"anonymous": {"匿名", "Anonymous", "匿名"}, "erased": {"已注销", "Erased", "已註銷"}, "unnamed": {"未填写", "Not given", "未填寫"},
	"live": {"当场", "Live", "當場"}, "written": {"书面", "In writing", "書面"}, "later": {"会后答复", "Afterwards", "會後答覆"},
	"state.open": {"待答复", "Open", "待答覆"}, "state.answered": {"已答复", "Answered", "已答覆"}, "state.closed": {"已办结", "Closed", "已辦結"},
	"single": {"单选", "Single choice", "單選"}, "multiple": {"多选", "Multiple choice", "多選"}, "rating": {"评分", "Rating", "評分"}, "ranking": {"排序", "Ranking", "排序"},
	"running": {"进行中", "Open", "進行中"}, "picture": {"图片", "Picture", "圖片"}, "notice": {"文字", "Notice", "文字"}, "countdown": {"倒计时", "Countdown", "倒計時"},
	"blank": {"空白", "Blank", "空白"}, "page": {"%s 第 %d 页", "%s, page %d", "%s 第 %d 頁"},
	"finance": {"金融", "Finance", "金融"}, "culture": {"文化创意", "Culture", "文化創意"}, "it": {"信息技术", "Information technology", "資訊科技"},
	"trade": {"商贸", "Trade", "商貿"}, "health": {"健康", "Health", "健康"}, "other": {"其他", "Other", "其他"},

	"title": {"%s活动小结", "Report of %s", "%s活動小結"}, "h.overview": {"一、基本情况", "1. Overview", "一、基本情況"},
	"h.people": {"二、参会情况", "2. Attendance", "二、參會情況"}, "h.questions": {"三、提问与答复", "3. Questions and answers", "三、提問與答覆"},
	"h.polls": {"四、现场投票", "4. Polls", "四、現場投票"}, "h.interests": {"五、投资意向", "5. Interests", "五、投資意向"},
	"h.ceremony": {"六、签约与开工", "6. Ceremony", "六、簽約與開工"},
	"p.overview": {
		"%s，「%s」在云推介会场举行。本次活动报名 %d 人，到场 %d 人，同时在场最多 %d 人，人均停留 %d 分钟。",
		"%s: “%s” was held online. %d people registered and %d attended, %d of them at once; they stayed %d minutes on average.",
		"%s，「%s」在雲推介會場舉行。本次活動報名 %d 人，到場 %d 人，同時在場最多 %d 人，人均停留 %d 分鐘。",
	},
	"p.talk": {
		"会上收到提问 %d 个，已答复 %d 个，待答复 %d 个；举行投票 %d 次，%d 人参与；聊天 %d 条，互动 %d 次，%d 人举手。",
		"%d questions were asked, %d have been answered and %d are open. %d polls were held with %d voters. There were %d lines of chat and %d reactions; %d people raised their hand.",
		"會上收到提問 %d 個，已答覆 %d 個，待答覆 %d 個；舉行投票 %d 次，%d 人參與；聊天 %d 條，互動 %d 次，%d 人舉手。",
	},
	"p.none":    {"无。", "None.", "無。"},
	"c.curve":   {"在场人数（每分钟最多）", "People there (the most of each minute)", "在場人數（每分鐘最多）"},
	"h.org":     {"（一）参会单位", "Organisations", "（一）參會單位"},
	"h.stage":   {"（二）台上内容与在场人数", "What was on stage", "（二）台上內容與在場人數"},
	"h.ledger":  {"（一）答复台账", "To be answered", "（一）答覆台帳"},
	"h.done":    {"（二）已答复", "Answered", "（二）已答覆"},
	"more":      {"另有 %d 项，见表格文件。", "%d more are in the spreadsheet.", "另有 %d 項，見表格檔案。"},
	"p.voters":  {"%s，%d 人参与", "%s, %d voters", "%s，%d 人參與"},
	"dateRange": {"2006 年 1 月 2 日 15:04", "2 January 2006, 15:04", "2006 年 1 月 2 日 15:04"},
}

// say is a language and a zone to write in.
type say struct {
	n    int // of the language
	zone *time.Location
}

func speak(language string, zone *time.Location) say {
	for n, l := range core.Languages {
		if l == language {
			return say{n, zone}
		}
	}
	return say{0, zone}
}

// t is a word; an unknown one stays as it is.
func (s say) t(key string) string {
	if w, ok := words[key]; ok {
		return w[s.n]
	}
	return key
}

func (s say) f(key string, values ...any) string { return fmt.Sprintf(s.t(key), values...) }

func (s say) text(t core.Text) string { return t.In(core.Languages[s.n]) }

// day is a moment in words.
func (s say) day(t time.Time) string { return t.In(s.zone).Format(s.t("dateRange")) }

// topic names what is on the stage.
func (s say) topic(m Topic) string {
	switch {
	case m.Kind == "slides":
		return s.f("page", m.Name, m.Page)
	case m.Name != "":
		return m.Name
	case m.Words.In(core.Languages[s.n]) != "":
		return m.Words.In(core.Languages[s.n])
	}
	return s.t(m.Kind)
}

// or is a text, or the word for that there is none.
func (s say) or(text, key string) string {
	if text == "" {
		return s.t(key)
	}
	return text
}

func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return strconv.Itoa((part*100+whole/2)/whole) + "%"
}

func minutes(seconds int64) int64 { return (seconds + 30) / 60 }
