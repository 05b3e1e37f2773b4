package chamber

import "slices"

// merge lays details over a member and says which fields that changes. What the
// details do not say stays; labels come together. A contact that another member has
// stays with them.
func (b *book) merge(m Member, d Details) (Member, []Field) {
	var changes []Field
	say := func(f Field, to *string, said string) {
		if said != "" && *to != said {
			*to = said
			changes = append(changes, f)
		}
	}
	say(FieldName, &m.Name, d.Name)
	say(FieldOrganisation, &m.OrganisationName, d.OrganisationName)
	say(FieldTitle, &m.Title, d.Title)
	if b.phones[d.Phone] == nil {
		say(FieldPhone, &m.Phone, d.Phone)
	}
	if b.mails[d.Mail] == nil {
		say(FieldMail, &m.Mail, d.Mail)
	}
	say(FieldUSCC, &m.USCC, d.USCC)
	say(FieldLanguage, &m.Language, d.Language)
	say(FieldRegion, &m.Region, d.Region)
	say(FieldNote, &m.Note, d.Note)
	for _, l := range []struct {
		f    Field
		to   *[]string
		said []string
	}{{FieldGroup, &m.Groups, d.Groups}, {FieldTag, &m.Tags, d.Tags}} {
		if joined := join(*l.to, l.said); len(joined) > len(*l.to) {
			*l.to = joined
			changes = append(changes, l.f)
		}
	}
	return m, changes
}

// join adds the labels that are not there yet, as long as there is room.
func join(labels, more []string) []string {
	joined := slices.Clone(labels)
	for _, l := range more {
		if !slices.Contains(joined, l) && len(joined) < mostLabels {
			joined = append(joined, l)
		}
	}
	return joined
}
