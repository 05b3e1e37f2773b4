package intake

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestPropertiesKeepTheirOrderAndTheirText(t *testing.T) {
	t.Parallel()
	got := ""
	for _, c := range properties(json.RawMessage(` { "b" : "x\"y\\" , "a":1.50,"c":null,"d":true,"e":{"x":[1,"}"]},"f":[ ],"\u7528\u9014":"住宅","g":"" } `)) {
		got += c.Heading + "=" + c.Text + "|"
	}
	if want := `b=x"y\|a=1.50|d=是|e={"x":[1,"}"]}|f=[ ]|用途=住宅|`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func FuzzPropertiesAreThoseOfTheStandardLibrary(f *testing.F) {
	f.Add(`{"a":"b","c":[1,{"d":"}"}],"e":"\\"}`)
	f.Add(`{}`)
	f.Fuzz(func(t *testing.T, text string) {
		var want map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &want) != nil {
			return
		}
		for _, c := range properties(json.RawMessage(text)) {
			if _, ok := want[c.Heading]; !ok && !strings.ContainsRune(c.Heading, '\uFFFD') {
				t.Errorf("%q: no property %q", text, c.Heading)
			}
			var s string
			if json.Unmarshal(want[c.Heading], &s) == nil && s != "" && s != c.Text && strings.Count(text, `"`+c.Heading+`"`) == 1 {
				t.Errorf("%q: %q is %q, not %q", text, c.Heading, c.Text, s)
			}
		}
	})
}
