package demo

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

var (
	pastTitle = core.Text{"zh-CN": "载体专场云推介（示例）", "en": "Carriers: cloud promotion (illustrative)", "zh-HK": "載體專場雲推介（示例）"}

	pastTagline = core.Text{
		"zh-CN": "上周举行的一场，供查看活动小结和回看。", "en": "Held last week: its report and replay are here to see.",
		"zh-HK": "上週舉行的一場，供查看活動小結和回看。",
	}

	pastPoll = room.PollDraftData{
		Kind: room.PollSingle, Question: "您最想实地看哪类载体？", Options: []string{"金融楼宇", "特色街区", "产业园区", "首店商圈"}, Results: room.ResultsLive,
	}
)

// script is what happens in the session, minute by minute. Guests are named by
// their place in the audience; those are there who are asked to do something.
func (p *play) script() []cue {
	cues := []cue{
		{-10, p.open}, {0, p.phase(room.Live)}, {0, p.page(1)},
		{1, p.tell("欢迎各位。全程可以提问，未答完的会后书面答复。")},
	}
	for i, minute := range []int{5, 11, 18, 26, 33, 41, 49, 57} {
		cues = append(cues, cue{minute, p.page(i + 2)})
	}
	for _, line := range []struct {
		minute, guest int
		text          string
	}{
		{16, 0, "画面和声音都很清楚。"}, {19, 5, "请问资料会后可以下载吗？"}, {20, 9, "关注望江这边的楼宇。"}, {24, 12, "Is there an English version of the slides?"},
		{29, 3, "租金区间能再讲一下吗？"}, {34, 7, "街区改造的图很直观。"}, {43, 2, "首店政策很有吸引力。"}, {52, 10, "想约一次实地考察。"}, {59, 6, "谢谢介绍。"},
	} {
		cues = append(cues, cue{line.minute, p.chat(line.guest, line.text)})
	}
	return append(cues,
		cue{21, p.question(1, "金融楼宇的整层租赁，最短租期是多久？", false, "一般三年起，整栋可以一事一议（示例）。")},
		cue{27, p.question(4, "街区临街商铺可以做轻餐饮吗？", false, "多数可以，以单体消防验收为准（示例）。")},
		cue{35, p.question(8, "员工落户和子女入学怎样衔接？", true, "")},
		cue{38, p.question(11, "境外主体设立区域总部，奖励怎样兑现？", false, "")},
		cue{45, p.question(6, "首店的装修补贴，按面积还是按投资额？", false, "按投资额，有上限（示例）。")},
		cue{54, p.question(13, "产业园区的净层高和楼板荷载是多少？", true, "")},
		cue{46, p.poll}, cue{53, p.closePoll},
		cue{56, func(ctx context.Context) error {
			_, err := p.rooms.RaiseHand(ctx, p.guests[10].Actor, p.room)
			return err
		}},
		cue{60, p.react(36)}, cue{66, p.react(52)},
		cue{66, p.tell("感谢参加。考察预约请留言，三个工作日内回复。")},
		cue{75, p.phase(room.Ended)},
	)
}

// open lays the slides ready.
func (p *play) open(ctx context.Context) error {
	for _, who := range []core.Actor{p.host(), p.approver()} {
		if _, err := p.rooms.Enter(ctx, who, p.room); err != nil {
			return err
		}
	}
	_, err := p.rooms.AddSlides(ctx, p.host(), p.room, p.slides)
	return err
}

func (p *play) tell(text string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.rooms.Announce(ctx, p.host(), p.room, text)
		return err
	}
}

func (p *play) chat(guest int, text string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.rooms.PostChat(ctx, p.guests[guest].Actor, p.room, room.ChatPost{Text: text})
		return err
	}
}

// question is asked and published; without an answer it goes to the ledger.
func (p *play) question(guest int, text string, anonymous bool, answer string) func(context.Context) error {
	return func(ctx context.Context) error {
		q, err := p.rooms.AskQuestion(ctx, p.guests[guest].Actor, p.room, room.Ask{Text: text, Anonymous: anonymous})
		if err != nil {
			return err
		}
		if err := p.rooms.ReviewQuestion(ctx, p.host(), p.room, q.ID, room.Review{Decision: room.DecidePublish}); err != nil {
			return err
		}
		for n := range 2 + guest%4 {
			if _, err := p.rooms.VoteQuestion(ctx, p.guests[(guest+n+1)%len(p.guests)].Actor, p.room, q.ID, true); err != nil {
				return err
			}
		}
		if answer == "" {
			return p.rooms.CountVotes(ctx, p.room)
		}
		return p.rooms.AnswerQuestion(ctx, p.host(), p.room, q.ID, room.AnsweredWritten, answer)
	}
}

// poll is opened, and everybody votes.
func (p *play) poll(ctx context.Context) error {
	poll, err := p.rooms.CreatePoll(ctx, p.host(), p.room, pastPoll)
	if err != nil {
		return err
	}
	if _, err = p.rooms.SetPollStatus(ctx, p.host(), p.room, poll.ID, room.PollOpen); err != nil {
		return err
	}
	for i, g := range p.guests {
		if i%6 == 5 {
			continue // not everybody
		}
		if _, err := p.rooms.Vote(ctx, g.Actor, p.room, poll.ID, []int{1 + (i*3+i/4)%4}); err != nil {
			return err
		}
	}
	return nil
}

func (p *play) closePoll(ctx context.Context) error {
	polls, err := p.rooms.Polls(ctx, p.host(), p.room)
	if err != nil {
		return err
	}
	_, err = p.rooms.SetPollStatus(ctx, p.host(), p.room, polls[0].ID, room.PollClosed)
	return err
}

func (p *play) react(n int) func(context.Context) error {
	return func(ctx context.Context) error {
		return p.rooms.AddReactions(ctx, p.room, map[string]int{"clap": n, "like": n / 2})
	}
}
