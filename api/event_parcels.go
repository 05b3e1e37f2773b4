package api

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// EventParcel is a parcel as the page of an event shows it: one that is kept here,
// or only announced in a few words.
type EventParcel struct {
	ID           core.ID       `json:"id,omitempty" doc:"Of the parcel itself, where it is kept here"`
	Notice       string        `json:"notice,omitempty" doc:"The number of its notice, where it is kept here"`
	Number       string        `json:"number" doc:"On the page, such as 01"`
	Name         core.Text     `json:"name"`
	Note         core.Text     `json:"note,omitempty"`
	Colour       notice.Group  `json:"colour,omitempty"`
	Status       notice.Status `json:"status,omitempty"`
	Illustrative bool          `json:"illustrative,omitempty"`
}

func (s *Server) registerEventParcels() {
	handle(s, huma.Operation{
		OperationID: "set-event-parcels", Method: http.MethodPut, Path: "/events/{event}/parcels", Tags: []string{"Events"},
		Summary:     "Choose the parcels that an event presents",
		Description: "In this order. They take the place of what was announced in words; with an empty list those words are shown again.",
		Errors:      []int{401, 403, 404, 409, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		EventPath
		Edit
		Body struct {
			Parcels []core.ID `json:"parcels" maxItems:"50" nullable:"false"`
		}
	},
	) (*Versioned[Event], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		e, err := s.Events.SetParcels(ctx, actor(ctx), in.Event, v, in.Body.Parcels)
		return s.eventAnswer(ctx, e, err)
	})
}

// announced are the parcels of an event that are not kept here.
func announced(parcels []event.Parcel) []EventParcel {
	out := make([]EventParcel, len(parcels))
	for i, p := range parcels {
		out[i] = EventParcel{Number: p.Number, Name: p.Name, Note: p.Note, Illustrative: p.Illustrative}
	}
	return out
}

// presented are the parcels of an event that are kept here.
func presented(parcels []land.Parcel) []EventParcel {
	out := make([]EventParcel, len(parcels))
	for i, p := range parcels {
		out[i] = EventParcel{
			ID: p.ID, Notice: p.Number, Number: fmt.Sprintf("%02d", i+1), Name: p.Name, Note: inAWord(p), Colour: p.Colour(), Status: p.Status,
			Illustrative: p.Illustrative,
		}
	}
	return out
}

// inAWord says what a parcel is for and how large it is.
func inAWord(p land.Parcel) core.Text {
	use := groupWords[p.Colour()]
	note := core.Text{"zh-CN": use["zh-CN"], "en": use["en"], "zh-HK": use["zh-HK"]}
	if len(p.Uses) > 0 && p.Uses[0].Name != "" {
		note["zh-CN"] = p.Uses[0].Name
		if p.Uses[0].Code != "" {
			note["zh-CN"] += " " + p.Uses[0].Code
		}
	}
	if p.AreaM2 == nil {
		return note
	}
	area, mu := thousands(*p.AreaM2), *p.AreaM2*3/2000 // 1 亩 is 2000/3 ㎡
	note["zh-CN"] += fmt.Sprintf("，%s ㎡（%.2f 亩）", area, mu)
	note["zh-HK"] += fmt.Sprintf("，%s ㎡（%.2f 畝）", area, mu)
	note["en"] += fmt.Sprintf(", %s m² (%.2f mu)", area, mu)
	return note
}

var groupWords = map[notice.Group]core.Text{
	notice.GroupResidential: {"zh-CN": "住宅", "en": "housing", "zh-HK": "住宅"},
	notice.GroupCommercial:  {"zh-CN": "商业商务", "en": "commerce and offices", "zh-HK": "商業商務"},
	notice.GroupIndustrial:  {"zh-CN": "工业", "en": "industry", "zh-HK": "工業"},
	notice.GroupLogistics:   {"zh-CN": "物流仓储", "en": "logistics", "zh-HK": "物流倉儲"},
	notice.GroupPublic:      {"zh-CN": "公共服务", "en": "public services and research", "zh-HK": "公共服務"},
	notice.GroupTransport:   {"zh-CN": "交通", "en": "transport", "zh-HK": "交通"},
	notice.GroupUtility:     {"zh-CN": "公用设施", "en": "utilities", "zh-HK": "公用設施"},
	notice.GroupGreen:       {"zh-CN": "绿地", "en": "green", "zh-HK": "綠地"},
	notice.GroupReserved:    {"zh-CN": "留白", "en": "reserved", "zh-HK": "留白"},
	notice.GroupOther:       {"zh-CN": "其他", "en": "other", "zh-HK": "其他"},
}

// thousands writes 24680 as 24,680.
func thousands(v float64) string {
	s := strconv.FormatFloat(math.Round(v), 'f', -1, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
