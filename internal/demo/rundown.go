package demo

import (
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// planned is an item of the promotion's run of show: its slide is one of slides.pdf.
type planned struct {
	title   string
	minutes int
	by      string // mail address of somebody of the cast
	speaker string
	page    int
	notes   string
}

var promotionPlan = []planned{
	{"开场与区情", 15, hostMail, "", 1, "先说数字出处：2020 年已公布。\n提醒可以随时提问，匿名也行。"},
	{"外资、服务业与五大产业", 20, hostMail, "", 2, "实际使用外资一页讲慢一点，再翻到五大产业。"},
	{"始版桥未来社区：两个项目落子", 20, secondMail, "", 5, "105 亿元和 10 亿元，都是云推介后三个月内落子。\n工期问到就转专班。"},
	{"五宗地块（示例）", 30, secondMail, "", 7, "逐宗讲：位置、用途、面积。出让条件以公告为准。"},
	{"基金小镇与产业载体", 20, hostMail, "", 8, "先基金小镇，再看表：楼宇、园区都可以预约实地看。"},
	{"一个项目，一个专班", 10, hostMail, "", 10, "一句话：从考察跟到开工。"},
	{"部门答问", 30, "", "发改、住建、投促、规资（示例）", 11, "先答置顶的，再按举手顺序请发言。答不了的进台账。"},
	{"收尾：怎样约洽谈", 5, hostMail, "", 11, "说清楚洽谈从哪里约，谢谢大家。"},
}

var talksPlan = []planned{
	{"开场：今天怎么答", 10, hostMail, "", 1, "四部门先各说一句，再按提问来。"},
	{"规划与用地（示例）", 35, "", "规资（示例）", 7, "先答五宗地块的共性问题。"},
	{"建设与配套（示例）", 30, "", "住建（示例）", 9, ""},
	{"立项与政策（示例）", 30, "", "发改、投促（示例）", 10, "政策只讲已公布的。"},
	{"收尾：约一对一洽谈", 15, secondMail, "", 11, ""},
}

// plan writes the run of show of a room that has none.
func (l *loader) plan(ctx context.Context, id, slides core.ID, items []planned) error {
	have, err := l.Rooms.Rundown(ctx, l.host(), id)
	if err != nil || len(have.Items) > 0 {
		return err
	}
	for _, p := range items {
		data, err := json.Marshal(map[string]any{"file": slides, "page": p.page})
		if err != nil {
			return err
		}
		_, err = l.Rooms.AddRundownItem(ctx, l.host(), id, room.RundownDraft{
			Title: p.title, Minutes: p.minutes, Person: l.actors[p.by].Person, Speaker: p.speaker, Notes: p.notes,
			Stage: &room.RundownStage{Kind: room.StageSlides, Data: data},
		}, "")
		if err != nil {
			return err
		}
	}
	return nil
}
