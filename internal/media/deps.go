// The set of modules that build together; the code that uses them takes this file's place.
package media

import (
	_ "github.com/at-wat/ebml-go/webm"
	_ "github.com/livekit/livekit-server/pkg/config"
	_ "github.com/livekit/livekit-server/pkg/routing"
	_ "github.com/livekit/livekit-server/pkg/service"
	_ "github.com/livekit/livekit-server/pkg/telemetry/prometheus"
	_ "github.com/livekit/mediatransportutil/pkg/rtcconfig"
	_ "github.com/livekit/protocol/livekit"
	_ "github.com/pion/interceptor"
	_ "github.com/pion/rtcp"
	_ "github.com/pion/rtp"
	_ "github.com/pion/webrtc/v4"
	_ "github.com/pion/webrtc/v4/pkg/media/samplebuilder"
)
