package account

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
)

// usccAlphabet are the digits of a unified social credit code (GB 32100-2015);
// a digit's value is its place.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// socialPrefix starts the code of a social organisation, such as a chamber of commerce.
const socialPrefix = "51"

// CheckUSCC returns the unified social credit code (统一社会信用代码) in its normal
// form, or says what is wrong: uscc_length, uscc_characters or uscc_check_digit.
func CheckUSCC(code string) (string, error) {
	code = strings.ToUpper(strings.Join(strings.Fields(width.Narrow.String(code)), ""))
	if len(code) != 18 {
		return "", core.Invalid("uscc_length", "A unified social credit code has 18 characters.")
	}
	sum, weight := 0, 1
	for i, c := range code {
		value := strings.IndexRune(usccAlphabet, c)
		if value < 0 {
			return "", core.Invalid("uscc_characters", "A unified social credit code has digits and capital letters without I, O, S, V and Z.")
		}
		if i < 17 { // the weight of place i is 3^i mod 31
			sum += value * weight
			weight = weight * 3 % 31
		}
	}
	if check := (31 - sum%31) % 31; usccAlphabet[check] != code[17] {
		return "", core.Invalid("uscc_check_digit", "The check digit does not match. Compare the code with the licence.")
	}
	return code, nil
}

// Numbers of the Hong Kong registers: business registration (8 digits, or the
// whole certificate number) and company registration (7 or 8 digits, a letter in
// front for foreign companies).
var hongKongNumber = regexp.MustCompile(`^([A-Z]?\d{7,8}|\d{8}-\d{3}-\d{2}-\d{2}-[0-9A-Z])$`)

// foreignNumber is what a register elsewhere may give.
var foreignNumber = regexp.MustCompile(`^[0-9A-Z][0-9A-Z ./-]{1,39}$`)

// CheckRegistrationNumber returns the number of a company register outside the
// mainland in its normal form, or registration_number_invalid. Region is an ISO
// 3166-1 code; HK asks for a BR or CR number.
func CheckRegistrationNumber(region, number string) (string, error) {
	number = strings.ToUpper(strings.TrimSpace(width.Narrow.String(number)))
	form := foreignNumber
	if region == "HK" {
		form = hongKongNumber
	}
	if !form.MatchString(number) {
		return "", core.Invalid("registration_number_invalid", "Give the number as it stands on the registration certificate; in Hong Kong the BR or CR number.")
	}
	return number, nil
}
