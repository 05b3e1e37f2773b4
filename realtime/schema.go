package realtime

import (
	"encoding/json"
	"reflect"
	"strings"

	"zhaoyun/internal/room"
)

// schemas makes JSON Schemas of Go types, as encoding/json writes them. Named
// structs are kept once, under known.
type schemas struct{ known object }

// enums are the values of the string types of other packages.
var enums = map[reflect.Type][]string{
	reflect.TypeFor[room.Lane]():       {"public", "staff", "inbox"},
	reflect.TypeFor[room.Phase]():      {"waiting", "live", "paused", "ended"},
	reflect.TypeFor[room.PollKind]():   {"single", "multiple", "rating", "ranking"},
	reflect.TypeFor[room.PollStatus](): {"open", "closed"},
	reflect.TypeFor[room.Redaction]():  {"hidden", "retracted", "erased"},

	reflect.TypeFor[room.QuestionStatus](): {"open", "answered", "merged", "hidden", "retracted", "erased"},
}

func (s *schemas) of(t reflect.Type) object {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		return object{} // anything
	case enums[t] != nil:
		return object{"type": "string", "enum": enums[t]}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Array:
		return object{"type": "array", "items": s.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.structure(t)
	}
	return object{}
}

// structure keeps the schema of a struct and returns a reference to it.
func (s *schemas) structure(t reflect.Type) object {
	name := t.Name()
	if t.PkgPath() == reflect.TypeFor[room.Entry]().PkgPath() {
		name = "Room" + name
	}
	ref := object{"$ref": "#/components/schemas/" + name}
	if _, done := s.known[name]; done {
		return ref
	}
	s.known[name] = object{} // it may contain itself
	properties, required := object{}, []string{}
	s.fields(t, properties, &required)
	s.known[name] = object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	return ref
}

func (s *schemas) fields(t reflect.Type, properties object, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.fields(f.Type, properties, required)
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		properties[name] = s.field(f)
		if !strings.Contains(options, "omitempty") {
			*required = append(*required, name)
		}
	}
}

func (s *schemas) field(f reflect.StructField) object {
	schema := s.of(f.Type)
	if v := f.Tag.Get("const"); v != "" {
		schema["const"] = v
	}
	if v := f.Tag.Get("enum"); v != "" {
		schema["enum"] = strings.Split(v, ",")
	}
	if f.Type.Kind() == reflect.Pointer && !strings.Contains(f.Tag.Get("json"), "omitempty") {
		schema = object{"oneOf": []any{schema, object{"type": "null"}}}
	}
	if v := f.Tag.Get("doc"); v != "" {
		if _, isRef := schema["$ref"]; !isRef {
			schema["description"] = v
		}
	}
	return schema
}
