package intake

import (
	"regexp"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// address is a dwelling as people write it, taken apart: building as 3栋,
// entrance as 1单元, room as 501; each part may be missing.
type address struct {
	estate, building, entrance, room string
}

const (
	numeral  = `[0-9A-Za-z]{1,4}|[一二三四五六七八九十]{1,3}`
	roomForm = `[0-9]{1,5}[A-Za-z]?|[A-Za-z][0-9]{1,4}`
)

var (
	longAddress = regexp.MustCompile(`^(.*?)(` + numeral + `)(?:号楼|栋|幢|座|#楼|#|楼)(?:(` + numeral + `)(?:单元|门洞|门栋|门|梯))?(?:(` + roomForm + `)(?:室|号|房|户)?)?$`)
	dashAddress = regexp.MustCompile(`^(.*?)([0-9]{1,4})[-－—/](?:([0-9]{1,2})[-－—/])?(` + roomForm + `)(?:室|号|房)?$`)
	onlyRoom    = regexp.MustCompile(`^(` + roomForm + `)(?:室|号|房|户)?$`)
	inEntrance  = regexp.MustCompile(`^(` + numeral + `)(?:单元|门洞|门)(` + roomForm + `)(?:室|号|房|户)?$`)
	bareNumeral = regexp.MustCompile(`^(?:` + numeral + `)$`)
	buildingEnd = regexp.MustCompile(`^(` + numeral + `)(?:号楼|栋|幢|座|#楼|#|楼|号)?$`)
	entranceEnd = regexp.MustCompile(`^(` + numeral + `)(?:单元|门洞|门栋|门|梯)?$`)
)

// readAddress takes 仁和苑3栋2单元501室, 仁和苑 3-2-501, 2单元501 or 501 apart.
func readAddress(s string) address {
	s = cn.NormalizeDigits(s)
	if m := longAddress.FindStringSubmatch(s); m != nil && !strings.HasSuffix(m[1], "第") {
		return address{m[1], buildingName(m[2]), entranceName(m[3]), m[4]}
	}
	if m := inEntrance.FindStringSubmatch(s); m != nil {
		return address{entrance: entranceName(m[1]), room: m[2]}
	}
	if m := onlyRoom.FindStringSubmatch(s); m != nil {
		return address{room: m[1]}
	}
	if m := dashAddress.FindStringSubmatch(s); m != nil {
		return address{m[1], buildingName(m[2]), entranceName(m[3]), m[4]}
	}
	return address{}
}

// buildingName writes 3, 三, 3号楼 as 3栋; what is no number stays.
func buildingName(s string) string {
	if m := buildingEnd.FindStringSubmatch(s); m != nil {
		return arabic(m[1]) + "栋"
	}
	return s
}

// entranceName writes 2, 二, 2门 as 2单元; what is no number stays.
func entranceName(s string) string {
	if m := entranceEnd.FindStringSubmatch(s); m != nil {
		return arabic(m[1]) + "单元"
	}
	return s
}

// roomName writes 501室 as 501.
func roomName(s string) string {
	if m := onlyRoom.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

// arabic writes 十二 as 12 and drops leading zeros; other texts stay.
func arabic(s string) string {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return strconv.Itoa(n)
	}
	digits := "零一二三四五六七八九"
	n := 0
	for _, r := range s {
		if r == '十' {
			n = max(n, 1) * 10
			continue
		}
		i := strings.IndexRune(digits, r)
		if i < 0 {
			return strings.ToUpper(s)
		}
		n += i / 3
	}
	if n == 0 {
		return s
	}
	return strconv.Itoa(n)
}

// tidyHome gives bare numbers in the columns of a dwelling the word that the
// registers ask for: 楼栋号 3 becomes 3栋, 单元 2 becomes 2单元, 501室 becomes 501.
func tidyHome(f *schema.Field, s string) string {
	t := cn.NormalizeDigits(s)
	switch {
	case f.Key == "number" && f.Label == "楼栋号" && bareNumeral.MatchString(t):
		return buildingName(t)
	case f.Key == "entrance" && bareNumeral.MatchString(t):
		return entranceName(t)
	case f.Key == "room":
		return roomName(t)
	}
	return s
}
