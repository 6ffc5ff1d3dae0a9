package cn

import "strings"

// ReadPhone brings a phone number into its canonical form: ASCII digits,
// landlines as area-number (027-80123456), mobiles as 11 digits without +86.
// It never refuses: what looks wrong comes back cleaned, with a warning in
// Chinese that a person can read ("" if there is none).
func ReadPhone(s string) (phone string, warning string) {
	s = NormalizeDigits(phoneSigns.Replace(NormalizeDigits(s))) // signs that a bracket kept apart may combine now
	s = strings.Trim(s, "-'")
	if s == "" {
		return "", ""
	}
	digits := strings.ReplaceAll(s, "-", "")
	digits = strings.TrimSuffix(digits, ".0") // a number cell read as text
	if !allDigits(strings.TrimPrefix(digits, "+")) {
		return s, "电话里有数字以外的字，请核对"
	}
	if bare, ok := cutCountry(digits); ok {
		digits, s = bare, bare
	}
	switch {
	case digits[0] == '+':
		return digits, "不是中国大陆的电话，请核对"
	case isMobile(digits):
		return digits, ""
	case digits[0] == '1' && len(digits) != 5 && len(digits) != 3:
		if len(digits) == 11 {
			return digits, "手机号码应以 13 到 19 开头，请核对"
		}
		return digits, "手机号码应为 11 位，请核对"
	case digits[0] == '0':
		return landline(digits, s)
	case len(digits) == 7 || len(digits) == 8 || len(digits) == 3 || len(digits) == 5:
		return digits, "" // a local number, or a short service number
	case len(digits) == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")):
		return digits, ""
	case (len(digits) > 8) && strings.Contains(s, "-"):
		return s, "" // local number with an extension
	}
	return digits, "电话的位数不对，请核对"
}

var phoneSigns = strings.NewReplacer("(", "", ")", "-", "转", "-")

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isMobile(s string) bool {
	return len(s) == 11 && s[0] == '1' && s[1] >= '3' && s[1] <= '9'
}

func cutCountry(s string) (string, bool) {
	for _, code := range []string{"+86", "0086", "86"} {
		if rest, ok := strings.CutPrefix(s, code); ok && isMobile(rest) {
			return rest, true
		}
	}
	if rest, ok := strings.CutPrefix(s, "+86"); ok && len(rest) >= 9 {
		return "0" + strings.TrimPrefix(rest, "0"), true
	}
	return s, false
}

// landline splits the area code: 010 and 02x have three digits, others four.
// An extension that was set apart stays apart.
func landline(digits, written string) (string, string) {
	area := 4
	if strings.HasPrefix(digits, "01") || strings.HasPrefix(digits, "02") {
		area = 3
	}
	if len(digits) <= area {
		return digits, "固定电话的位数不对，请核对"
	}
	local, ext := digits[area:], ""
	if parts := strings.FieldsFunc(written, func(r rune) bool { return r == '-' }); len(parts) >= 3 && len(local) > 8 {
		if last := parts[len(parts)-1]; len(last) <= 6 && len(local)-len(last) >= 7 {
			local, ext = local[:len(local)-len(last)], "-"+last
		}
	}
	phone := digits[:area] + "-" + local + ext
	if len(local) != 7 && len(local) != 8 {
		return phone, "固定电话的位数不对，请核对"
	}
	return phone, ""
}
