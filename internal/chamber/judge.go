package chamber

import (
	"context"
	"slices"
	"strings"

	"zhaoyun/internal/core"
)

// earlier answers which row of the file was the first to have what makes two rows the same.
type earlier interface {
	// first is the first row with the key; nil when there is none.
	first(kind, value string) *spot
}

// spot is a row by its number and the line it stands on.
type spot struct{ n, line int }

// before reports whether the row stands before another.
func (s *spot) before(r *Row) bool { return s != nil && s.n < r.N }

// The kinds of key. A company may have several people in a list: the same code with
// the same name is the same one.
const (
	byPhone = "phone"
	byMail  = "mail"
	byCode  = "uscc"
	byNamed = "named" // code and name
)

func (d Details) keyOf(kind string) string {
	switch kind {
	case byPhone:
		return d.Phone
	case byMail:
		return d.Mail
	case byCode:
		return d.USCC
	}
	if d.USCC == "" || d.Name == "" {
		return ""
	}
	return d.USCC + " " + strings.ToLower(strings.Join(strings.Fields(d.Name), ""))
}

var kinds = []string{byPhone, byMail, byCode, byNamed}

// firsts is earlier for a file that is read from its beginning.
type firsts map[string]*spot

func (f firsts) first(kind, value string) *spot { return f[kind+":"+value] }

// note keeps what a row is the first to have; rows that are bad do not count.
func (f firsts) note(r *Row) {
	if r.Verdict == Bad {
		return
	}
	for _, kind := range kinds {
		if v := r.Details.keyOf(kind); v != "" {
			if _, had := f[kind+":"+v]; !had {
				f[kind+":"+v] = &spot{r.N, r.Line}
			}
		}
	}
}

// judge says what a row would do, given the rows before it and the members there are.
// The findings that depend on others come after those of the row itself.
func (b *book) judge(r *Row, before earlier) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return f.Code.judged() })
	r.Action, r.Member, r.Changes = ActionSkip, "", nil
	if r.Verdict = verdictOf(r.Findings); r.Verdict == Bad {
		return
	}
	skip, again := r.judgeFile(before)
	m, found := b.match(r.Details)
	r.Findings = append(r.Findings, found...)
	for _, f := range found {
		skip = skip || f.Code != DuplicateCode
	}
	if m == nil && b.removed(r.Details) {
		r.Findings = append(r.Findings, Finding{Code: AskedToBeRemoved, Level: Warning})
		skip = true
	}
	r.Verdict = verdictOf(r.Findings)
	switch r.Chosen {
	case ChoiceSkip:
		return
	case ChoiceNone:
		if skip {
			return
		}
	}
	switch {
	case m != nil:
		r.Member = m.ID
		_, changes := b.merge(*m, r.Details)
		if r.Changes, r.Action = changes, ActionUpdate; len(changes) == 0 {
			r.Action = ActionSame
		}
	case again: // over what the earlier row makes
		r.Action = ActionUpdate
	default:
		r.Action = ActionCreate
	}
}

// judged reports whether a finding depends on other rows and members.
func (c Code) judged() bool {
	return c == DuplicatePhone || c == DuplicateMail || c == DuplicateCode || c == MatchesTwo || c == AskedToBeRemoved
}

// judgeFile finds the row again in those before it.
func (r *Row) judgeFile(before earlier) (skip, again bool) {
	for _, k := range []struct {
		kind string
		code Code
	}{{byPhone, DuplicatePhone}, {byMail, DuplicateMail}, {byCode, DuplicateCode}} {
		v := r.Details.keyOf(k.kind)
		if v == "" {
			continue
		}
		if first := before.first(k.kind, v); first.before(r) {
			r.Findings = append(r.Findings, Finding{Code: k.code, Level: Warning, Field: Field(k.kind), Text: v, Row: first.n, Line: first.line})
			if k.kind != byCode {
				skip, again = true, true
				continue
			}
			if before.first(byNamed, r.Details.keyOf(byNamed)).before(r) {
				skip, again = true, true
			}
		}
	}
	return skip, again
}

// book knows the members that some rows may be about.
type book struct {
	phones, mails map[string]*Member
	codes         map[string][]*Member
	gone          map[string]bool // hashes of who asked to be removed
	chamber       core.ID
}

func (s *Service) newBook(ctx context.Context, chamber core.ID, rows []Row) (*book, error) {
	b := &book{phones: map[string]*Member{}, mails: map[string]*Member{}, codes: map[string][]*Member{}, chamber: chamber}
	keys, hashes := make([]Keys, 0, len(rows)), []string{}
	for _, r := range rows {
		if verdictOf(r.Findings) != Bad {
			keys = append(keys, r.Details.Keys())
			hashes = append(hashes, removalHashes(chamber, r.Details)...)
		}
	}
	members, err := s.Store.MembersKeyed(ctx, chamber, keys)
	if err != nil {
		return nil, err
	}
	for i := range members {
		b.enter(&members[i])
	}
	b.gone, err = s.Store.Removed(ctx, chamber, hashes)
	return b, err
}

func (b *book) enter(m *Member) {
	if m.Phone != "" {
		b.phones[m.Phone] = m
	}
	if m.Mail != "" {
		b.mails[m.Mail] = m
	}
	if m.USCC != "" && !slices.Contains(b.codes[m.USCC], m) {
		b.codes[m.USCC] = append(b.codes[m.USCC], m)
	}
}

// match finds the member whom details are about, and what speaks against it.
func (b *book) match(d Details) (*Member, []Finding) {
	p, m := b.phones[d.Phone], b.mails[d.Mail]
	switch {
	case p != nil && m != nil && p != m:
		return p, []Finding{{Code: MatchesTwo, Level: Warning, Member: p.Name + "、" + m.Name}}
	case p != nil:
		if !same(p.Name, d.Name) {
			return p, []Finding{{Code: DuplicatePhone, Level: Warning, Field: FieldPhone, Text: d.Phone, Member: p.Name}}
		}
		return p, nil
	case m != nil:
		if !same(m.Name, d.Name) {
			return m, []Finding{{Code: DuplicateMail, Level: Warning, Field: FieldMail, Text: d.Mail, Member: m.Name}}
		}
		return m, nil
	}
	colleagues := b.codes[d.USCC]
	for _, c := range colleagues {
		if same(c.Name, d.Name) {
			return c, nil
		}
	}
	if len(colleagues) > 0 {
		return nil, []Finding{{Code: DuplicateCode, Level: Warning, Field: FieldUSCC, Text: d.USCC, Member: colleagues[0].Name}}
	}
	return nil, nil
}

func (b *book) removed(d Details) bool {
	return slices.ContainsFunc(removalHashes(b.chamber, d), func(h string) bool { return b.gone[h] })
}
