package signing

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Bounds of what staff writes.
const (
	maxTitle    = 120
	maxParties  = 10
	maxSigners  = 20
	maxThings   = 50
	maxReason   = 500
	leastReason = 2
)

var (
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
	industryForm = regexp.MustCompile(`^[A-T]?\d{0,4}$`)
	districtForm = regexp.MustCompile(`^[\p{L}\p{N}._-]{0,40}$`)
	regionForm   = regexp.MustCompile(`^[A-Z]{2}$`)
)

// check brings facts into their stored form, or says what is wrong with them.
func (f *Facts) check() error {
	wrong := core.CheckText("body.title", f.Title, true, maxTitle)
	need := func(ok bool, field, code, message string) {
		if !ok {
			wrong = append(wrong, core.FieldError{Field: field, Code: code, Message: message})
		}
	}
	need(f.Currency == "" || currencyForm.MatchString(f.Currency), "body.currency", "currency_form", "Use an ISO 4217 code such as CNY.")
	need(f.ForeignCurrency == "" || currencyForm.MatchString(f.ForeignCurrency), "body.foreignCurrency", "currency_form", "Use an ISO 4217 code such as USD.")
	need(f.AmountMinor == 0 || f.Currency != "", "body.currency", "required", "Say in which currency.")
	need(f.ForeignMinor == 0 || f.ForeignCurrency != "", "body.foreignCurrency", "required", "Say in which currency.")
	need(f.AmountMinor >= 0 && f.ForeignMinor >= 0, "body.amountMinor", "amount_negative", "An amount is not negative.")
	need(industryForm.MatchString(f.Industry), "body.industry", "industry_form", "Use a code of GB/T 4754 such as C39.")
	need(districtForm.MatchString(f.DistrictIndustry), "body.districtIndustry", "industry_form", "Use a code of the district's list.")
	need(len(f.Parcels) <= maxThings && len(f.Carriers) <= maxThings, "body.parcels", "too_many", "Attach fewer.")
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// line brings one line of text into its stored form. Control and direction
// characters would let a name disguise itself, so they are refused.
func oneLine(field, text string, least, most int) (string, error) {
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	if n := len([]rune(text)); n < least {
		return "", core.Invalid("required", "Fill this in.").On(field)
	} else if n > most {
		return "", core.Invalid("too_long", "The text is too long.").On(field).With("limit", most)
	}
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return "", core.Invalid("name_characters", "The name has characters that cannot be shown.").On(field)
		}
	}
	return text, nil
}

func reasonOf(text string) (string, error) {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text))
	if n := len([]rune(text)); n < leastReason || n > maxReason {
		return "", core.Invalid("reason_length", "Give a reason of 2 to 500 characters.").On("body.reason").With("limit", maxReason)
	}
	return text, nil
}

// checkParty brings a party into its stored form.
func checkParty(at string, p *Party) (err error) {
	if p.Role, err = oneLine(at+".role", p.Role, 1, 20); err != nil {
		return err
	}
	if p.Name, err = oneLine(at+".name", p.Name, 1, 200); err != nil {
		return err
	}
	if p.Place, err = oneLine(at+".place", p.Place, 0, 50); err != nil {
		return err
	}
	if p.Region == "" {
		p.Region = "CN"
	}
	if !regionForm.MatchString(p.Region) {
		return core.Invalid("region_unknown", "Use an ISO 3166-1 code such as CN or HK.").On(at + ".region")
	}
	if p.USCC != "" {
		if p.USCC, err = account.CheckUSCC(p.USCC); err != nil {
			return core.AsError(err).On(at + ".uscc")
		}
	}
	if p.RegistrationNumber != "" {
		if p.RegistrationNumber, err = account.CheckRegistrationNumber(p.Region, p.RegistrationNumber); err != nil {
			return core.AsError(err).On(at + ".registrationNumber")
		}
	}
	if len(p.Signers) == 0 {
		return core.Invalid("party_without_signer", "Every party needs somebody who signs.").On(at + ".signers")
	}
	return nil
}

// checkSigner brings a signer into its stored form.
func checkSigner(at string, x *Signer) (err error) {
	if x.Name, err = oneLine(at+".name", x.Name, 1, 50); err != nil {
		return err
	}
	if x.Position, err = oneLine(at+".position", x.Position, 0, 50); err != nil {
		return err
	}
	if x.Capacity != Legal && x.Capacity != Authorised {
		return core.Invalid("not_one_of", "Use legal or authorised.").On(at + ".capacity")
	}
	if x.Capacity == Authorised && x.Letter == "" {
		return core.Invalid("letter_required", "Who is authorised needs the letter of authority.").On(at + ".letter")
	}
	if x.Capacity == Legal {
		x.Letter, x.LetterSum = "", ""
	}
	x.Contact, x.Language, err = checkContact(at, x.Contact, x.Language)
	return err
}

func checkContact(at, contact, language string) (string, string, error) {
	c, err := account.ParseContact(contact)
	if err != nil {
		return "", "", core.AsError(err).On(at + ".contact")
	}
	if language == "" {
		language = core.Languages[0]
	}
	if !core.IsLanguage(language) {
		return "", "", core.Invalid("language_unknown", "Use zh-CN, en or zh-HK.").On(at + ".language")
	}
	return c.Value, language, nil
}

// checkPeople checks the whole list. A contact stands for one person: somebody who
// signs for two parties needs two.
func checkPeople(parties []Party, witnesses []Witness) error {
	signers, seen, roles := 0, map[string]bool{}, map[string]bool{}
	if len(parties) > maxParties {
		return core.Invalid("too_many", "There are too many parties.").On("body.parties").With("limit", maxParties)
	}
	once := func(at, contact string) error {
		if seen[contact] {
			return core.Invalid("signer_contact_twice", "Two people here have the same contact. Each needs one of their own.").On(at + ".contact")
		}
		seen[contact] = true
		return nil
	}
	for i := range parties {
		p, at := &parties[i], fmt.Sprintf("body.parties[%d]", i)
		if err := checkParty(at, p); err != nil {
			return err
		}
		if roles[p.Role] {
			return core.Invalid("party_role_twice", "Two parties have the same name in the agreement.").On(at + ".role")
		}
		roles[p.Role] = true
		for j := range p.Signers {
			x, at := &p.Signers[j], fmt.Sprintf("%s.signers[%d]", at, j)
			if x.State == SignerReplaced {
				continue
			}
			if err := checkSigner(at, x); err != nil {
				return err
			}
			if err := once(at, x.Contact); err != nil {
				return err
			}
			signers++
		}
	}
	if signers > maxSigners {
		return core.Invalid("too_many", "There are too many signers.").On("body.parties").With("limit", maxSigners)
	}
	for i := range witnesses {
		w, at := &witnesses[i], fmt.Sprintf("body.witnesses[%d]", i)
		var err error
		if w.Name, err = oneLine(at+".name", w.Name, 1, 50); err != nil {
			return err
		}
		if w.Organisation, err = oneLine(at+".organisation", w.Organisation, 0, 200); err != nil {
			return err
		}
		if w.Contact, w.Language, err = checkContact(at, w.Contact, w.Language); err != nil {
			return err
		}
		if err := once(at, w.Contact); err != nil {
			return err
		}
	}
	return nil
}
