package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
)

var (
	ceremony = session{
		kind:  event.Signing,
		title: core.Text{"zh-CN": "云签约：项目合作协议", "en": "Cloud signing: a cooperation agreement", "zh-HK": "雲簽約：項目合作協議"},
		description: core.Text{
			"zh-CN": "杭州、香港两地当众确认同一份协议，各方确认后章同时落下。", "en": "Hangzhou and Hong Kong confirm the same agreement before everybody; then the seal comes down.",
			"zh-HK": "杭州、香港兩地當眾確認同一份協議，各方確認後章同時落下。",
		},
		access: event.AccessPublic,
	}
	works = session{
		kind:  event.Groundbreaking,
		title: core.Text{"zh-CN": "云开工：始版桥未来社区", "en": "Cloud ground-breaking: Shibanqiao Future Community", "zh-HK": "雲開工：始版橋未來社區"},
		description: core.Text{
			"zh-CN": "政府、企业、项目现场三处连线，一起倒数，同时按下。", "en": "Government, company and site count down together and press at once.", "zh-HK": "政府、企業、項目現場三處連線，一起倒數，同時按下。",
		},
		access: event.AccessPublic,
	}
	agreementTitle = core.Text{"zh-CN": "项目合作协议（示例）", "en": "Cooperation agreement (example)", "zh-HK": "項目合作協議（示例）"}
)

// agreementText is in the markup of type. It binds nobody.
const agreementText = `# 项目合作协议（示例）

本协议为演示内容，不构成要约。

## 合作内容

1. 甲方在杭港高端服务业示范区为乙方的项目提供选址、登记和建设阶段的协调服务，指定专班跟进。

2. 乙方在示范区设立项目公司，开展金融与商务服务。项目选址、投资安排和进度由双方另行确认。

3. 甲方提供的服务以公开的政策和办事指南为准，对各类经营者同等适用。

## 双方的责任

4. 双方各指定一名联系人，每季度碰头一次，把进展和困难写成纪要。

5. 任何一方变更计划，提前三十日书面告知另一方。

6. 双方对尚未公开的资料负有保密责任，法律另有规定的除外。

## 其他

7. 本协议自双方电子签名全部嵌入之日起生效，有效期三年。

8. 因本协议发生的争议，双方先协商；协商不成的，交甲方所在地人民法院处理。

{{signing}}`

// seal lays an agreement ready in the signing session: read, accepted and frozen, so
// that both parties can confirm, with its first page on the stage.
func (l *loader) seal(ctx context.Context, s event.Session) error {
	a, err := l.freeze(ctx, s.ID)
	if err != nil {
		return fmt.Errorf("agreement: %w", err)
	}
	if err := l.begin(ctx, s.Room); err != nil {
		return err
	}
	if _, err := l.Rooms.ReleaseAgreementPages(ctx, l.host(), s.Room, a.ID, []room.PageRange{{1, 1}}); err != nil {
		return err
	}
	data, err := json.Marshal(map[string]any{"agreement": a.ID, "page": 1})
	if err == nil {
		_, err = l.Rooms.ShowStage(ctx, l.host(), s.Room, room.StageDocument, data)
	}
	return err
}

// freeze makes the agreement of a session as far as a bureau and its parties do before
// a ceremony.
func (l *loader) freeze(ctx context.Context, session core.ID) (signing.Agreement, error) {
	expires := l.Clock().AddDate(0, 0, 30)
	a, err := l.Signing.Create(ctx, l.host(), l.bureau.ID, signing.Change{Title: agreementTitle, Session: &session, ExpiresAt: &expires})
	if err != nil {
		return a, err
	}
	a, err = l.Signing.SetParties(ctx, l.host(), a.ID, a.Version, []signing.Party{
		{Role: "甲方", Name: bureauName, Region: "CN", Place: "杭州", Signers: []signing.Signer{
			{Name: "周砚（示例）", Position: "局长（示例）", Capacity: signing.Legal, Contact: secondMail, Language: "zh-CN"},
		}},
		{Role: "乙方", Name: hkName, Region: "HK", RegistrationNumber: hkNumber, Place: "香港", Signers: []signing.Signer{
			{Name: "Grace Lau（示例）", Position: "董事（示例）", Capacity: signing.Legal, Contact: investorHK, Language: "en"},
		}},
	}, nil)
	if err != nil {
		return a, err
	}
	v, err := l.Signing.AddVersion(ctx, l.host(), a.ID, signing.VersionDraft{Text: agreementText})
	if err != nil {
		return a, err
	}
	if _, err := l.Signing.Propose(ctx, l.host(), a.ID); err != nil {
		return a, err
	}
	for _, mail := range []string{secondMail, investorHK} {
		for page := range v.Pages {
			if _, err := l.Signing.ReadPage(ctx, l.actors[mail], a.ID, v.Number, page+1); err != nil {
				return a, err
			}
		}
		if _, err := l.Signing.Accept(ctx, l.actors[mail], a.ID, v.Number); err != nil {
			return a, err
		}
	}
	return l.Signing.Freeze(ctx, l.host(), a.ID, nil)
}

// breakGround joins three venues, of which one is ready, for a start to be set.
func (l *loader) breakGround(ctx context.Context, s event.Session) error {
	if err := l.begin(ctx, s.Room); err != nil {
		return err
	}
	plan, err := l.Rooms.Rundown(ctx, l.approver(), s.Room) // lets the approver in
	if err != nil {
		return err
	}
	seats := map[core.ID]core.ID{}
	for _, c := range plan.Crew {
		seats[c.Person] = c.Participant
	}
	venues, err := l.Rooms.SetVenues(ctx, l.host(), s.Room, []room.Venue{
		{Kind: room.VenueGovernment, Label: "杭州主会场", Place: "上城区行政中心（示例）", Participant: seats[l.host().Person]},
		{Kind: room.VenueCompany, Label: "香港企业会场", Place: "中环（示例）", Participant: seats[l.approver().Person]},
		{Kind: room.VenueSite, Label: "始版桥现场", Place: "始版桥未来社区（示例）"},
	})
	if err == nil {
		_, err = l.Rooms.SetVenueReady(ctx, l.host(), s.Room, venues[0].ID, true)
	}
	return err
}

// begin plans a ceremony as such ceremonies are, and starts it.
func (l *loader) begin(ctx context.Context, id core.ID) error {
	if _, err := l.Rooms.PresetRundown(ctx, l.host(), id); err != nil && !core.HasCode(err, "rundown_not_empty") {
		return err
	}
	_, err := l.Rooms.SetPhase(ctx, l.host(), id, room.Live)
	return err
}

// ceremonies are the two slots of them, beside the promotion.
func ceremonies(on time.Time) (sign, ground slot) {
	return slot{ceremony, on, on.Add(90 * time.Minute)}, slot{works, on, on.Add(90 * time.Minute)}
}
