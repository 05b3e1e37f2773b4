package realtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"

	"zhaoyun/internal/room"
)

// cameraKey is the key under which the presenter's moving view is told.
const cameraKey = "camera"

// camera is where the presenter looks, and where they point, on the map on stage. One
// key for both: who follows gets both in one frame, ten a second.
type camera struct {
	room.Camera
	Point *[2]float64 `json:"point,omitempty"` // longitude, latitude
}

var errPoint = errors.New("camera: point is a longitude and a latitude")

func checkCamera(data []byte) (json.RawMessage, error) {
	if bytes.Equal(data, []byte("null")) {
		return json.RawMessage("null"), nil
	}
	var c camera
	err := json.Unmarshal(data, &c)
	if err == nil {
		c.Camera, err = c.Tidy()
	}
	if err != nil {
		return nil, err
	}
	if p := c.Point; p != nil {
		if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 85 {
			return nil, errPoint
		}
		p[0], p[1] = math.Round(p[0]*1e7)/1e7, math.Round(p[1]*1e7)/1e7
	}
	return json.Marshal(c)
}

// settle forgets the moving view once the log has the settled one: who joins starts
// from the log, however old what this node heard last is. Its term stays, so that an
// older value on its way is still dropped.
func (e *ephemera) settle() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if v := e.values[cameraKey]; v != nil && !v.coming {
		v.data = json.RawMessage("null")
	}
}
