package media

import (
	"slices"
	"strings"

	"github.com/pion/sdp/v3"

	"zhaoyun/internal/core"
)

// OnlyH264 takes other pictures than H264 out of an encoder's offer: what it sends is recorded and served as it comes, and every
// browser plays it.
func OnlyH264(offer string) (string, error) {
	wrong := core.Invalid("offer_form", "Send an SDP offer as application/sdp.").On("body")
	var s sdp.SessionDescription
	if err := s.UnmarshalString(offer); err != nil {
		return "", wrong.Wrap(err)
	}
	for _, m := range s.MediaDescriptions {
		if m.MediaName.Media != "video" {
			continue
		}
		keep := h264(m)
		if len(keep) == 0 {
			return "", core.Invalid("offer_without_h264", "Have the encoder send H264.").On("body")
		}
		m.MediaName.Formats = slices.DeleteFunc(m.MediaName.Formats, func(f string) bool { return !keep[f] })
		m.Attributes = slices.DeleteFunc(m.Attributes, func(a sdp.Attribute) bool {
			format, _, _ := strings.Cut(a.Value, " ")
			return slices.Contains([]string{"rtpmap", "fmtp", "rtcp-fb"}, a.Key) && format != "*" && !keep[format]
		})
	}
	out, err := s.Marshal()
	return string(out), err
}

// h264 are the formats of H264, and of its packets that are sent again.
func h264(m *sdp.MediaDescription) map[string]bool {
	keep := map[string]bool{}
	for _, a := range m.Attributes {
		if format, codec, _ := strings.Cut(a.Value, " "); a.Key == "rtpmap" && strings.HasPrefix(strings.ToUpper(codec), "H264/") {
			keep[format] = true
		}
	}
	for _, a := range m.Attributes {
		format, what, _ := strings.Cut(a.Value, " ")
		if _, of, ok := strings.Cut(what, "apt="); a.Key == "fmtp" && ok && keep[strings.TrimSpace(of)] {
			keep[format] = true
		}
	}
	return keep
}
