//go:build js && wasm

// Command wasm is the verifier for the page: a function zhaoyunVerify(name, file,
// trust, language) in the worker that runs it, which returns the worded report and the
// roots it was judged by as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"
	"time"

	"zhaoyun/internal/verify"
)

func main() {
	js.Global().Set("zhaoyunVerify", js.FuncOf(func(_ js.Value, args []js.Value) any { return answer(args) }))
	select {} // until the worker ends
}

// answer never throws: an error is an object with its words.
func answer(args []js.Value) (out any) {
	defer func() {
		if r := recover(); r != nil {
			out = map[string]any{"error": fmt.Sprint(r)}
		}
	}()
	name, trust, language := args[0].String(), args[2].String(), verify.Language(args[3].String())
	file := make([]byte, args[1].Length())
	js.CopyBytesToGo(file, args[1])
	o := verify.Options{At: time.Now()}
	if trust != "" {
		var err error
		if o.Trust, o.TrustSM2, err = verify.ParseTrust([]byte(trust)); err != nil {
			return map[string]any{"error": err.Error()}
		}
	}
	anchors, err := verify.AnchorsOf(false, o.Trust, o.TrustSM2...)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	report, err := json.Marshal(judged{language.Say(verify.Verify(name, file, o)), anchors.List})
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return string(report)
}

// judged is a report with whom it trusted.
type judged struct {
	verify.Worded
	Anchors []verify.Anchor `json:"anchors"`
}
