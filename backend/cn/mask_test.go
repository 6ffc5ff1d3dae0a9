package cn_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

func TestMask(t *testing.T) {
	address := func(s string) string { return cn.MaskAddress(s, false) }
	estate := func(s string) string { return cn.MaskAddress(s, true) }
	for _, c := range []struct {
		what     string
		mask     func(string) string
		in, want string
	}{
		{"name", cn.MaskName, "张三", "张*"}, {"name", cn.MaskName, "张三丰", "张**"}, {"name", cn.MaskName, "欧阳娜娜", "欧阳**"}, {"name", cn.MaskName, "欧阳修", "欧阳*"},
		{"name", cn.MaskName, "欧阳", "欧*"}, {"name", cn.MaskName, "买买提·吐尔逊", "买买提·***"}, {"name", cn.MaskName, "买买提•吐尔逊", "买买提·***"},
		{"name", cn.MaskName, "阿卜杜拉·买买提·吐尔逊", "阿卜杜拉·******"}, {"name", cn.MaskName, "王", "*"}, {"name", cn.MaskName, "", ""}, {"name", cn.MaskName, "𠮷𬎆䶮", "𠮷**"},
		{"name", cn.MaskName, "王　芳", "王*"}, {"name", cn.MaskName, "John Smith", "John *****"}, {"name", cn.MaskName, "范徐丽泰", "范***"}, {"name", cn.MaskName, "王葛\U000E0100", "王*"},
		{"id", cn.MaskID, "420000197503161234", "420***********1234"}, {"id", cn.MaskID, "420000520410003", "420*********003"}, {"id", cn.MaskID, "42000019750316012x", "420***********012X"},
		{"id", cn.MaskID, "420000 19750316 012X", "420***********012X"}, {"id", cn.MaskID, "4200001975031601", "420*************"}, {"id", cn.MaskID, "12", "**"}, {"id", cn.MaskID, "", ""},
		{"wall id", cn.MaskIDWall, "42000019750316012X", "42***************X"}, {"wall id", cn.MaskIDWall, "420000520410003", "42************3"}, {"wall id", cn.MaskIDWall, "420", "42*"},
		{"phone", cn.MaskPhone, "13800001234", "138****1234"}, {"phone", cn.MaskPhone, "138 0000 1234", "138****1234"}, {"phone", cn.MaskPhone, "027-80121234", "027-****1234"}, {"phone", cn.MaskPhone, "0717-6001234", "0717-***1234"},
		{"phone", cn.MaskPhone, "80121234", "****1234"}, {"phone", cn.MaskPhone, "1234", "****"}, {"phone", cn.MaskPhone, "问他女儿王小芳", "*******"}, {"phone", cn.MaskPhone, "", ""},
		{"tail", cn.MaskTail4, "6222 0000 0000 1234", "****1234"}, {"tail", cn.MaskTail4, "42000019750316012x", "****012X"}, {"tail", cn.MaskTail4, "1234567", "****"}, {"tail", cn.MaskTail4, "", ""},
		{"birth", cn.MaskBirth, "1975-03-16", "1975"}, {"birth", cn.MaskBirth, "1975年3月", "1975"}, {"birth", cn.MaskBirth, "不详", "****"}, {"birth", cn.MaskBirth, "", ""},
		{"address", address, "仁寿门小区3栋2单元501室", "仁寿门小区3栋"}, {"address", estate, "仁寿门小区3栋2单元501室", "仁寿门小区"},
		{"address", address, "凤凰花园A3-2-501", "凤凰花园"}, {"address", address, "凤凰花园A座1201", "凤凰花园A座"}, {"address", estate, "凤凰花园A座1201", "凤凰花园"},
		{"address", address, "解放路12号", "解放路"}, {"address", address, "解放路12号院3栋501", "解放路12号院3栋"}, {"address", estate, "解放路12号院3栋501", "解放路12号院"},
		{"address", address, "八一路５号楼３门", "八一路5号楼"}, {"address", estate, "凤凰花园三栋二单元五零一室", "凤凰花园"}, {"address", address, "凤凰花园三栋二单元五零一室", "凤凰花园三栋"},
		{"address", address, "红旗一村3栋", "红旗一村3栋"}, {"address", address, "金岗山社区", "金岗山社区"}, {"address", address, "501室", "***"}, {"address", address, "王家庄2组15号", "王家庄"},
		{"address", address, "金岗山社区（王芳家）", "金岗山社区"}, {"address", address, "", ""}, {"address", address, "光明里1-2-3", "光明里"}, {"address", estate, "凤凰花园3期12栋", "凤凰花园3期"},
		{"address", address, "重庆路88弄3号楼501", "重庆路"}, {"address", address, "凤凰花园第3栋501", "凤凰花园第3栋"}, {"address", estate, "凤凰花园第3栋501", "凤凰花园"},
	} {
		if got := c.mask(c.in); got != c.want {
			t.Errorf("%s: %q → %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

// idMaskLaw: the birth date and the sequence cannot be read from the mask.
func idMaskLaw(mask func(string) string, length, head, tail int) law {
	return func(rt *rapid.T) error {
		text, _, _ := drawID(rt)
		if length == 15 {
			text = text[:6] + text[8:17]
		}
		got := mask(text)
		if want := text[:head] + strings.Repeat("*", length-head-tail) + text[length-tail:]; got != want {
			return fmt.Errorf("%s → %s, want %s", text, got, want)
		}
		return nil
	}
}

func TestMaskIDLaw(t *testing.T) {
	holds(t, idMaskLaw(cn.MaskID, 18, 3, 4))
	holds(t, idMaskLaw(cn.MaskID, 15, 3, 3))
	holds(t, idMaskLaw(cn.MaskIDWall, 18, 2, 1))
	caught(t, idMaskLaw(func(s string) string { return s[:6] + "********" + s[14:] }, 18, 3, 4)) // shows the area
	caught(t, idMaskLaw(func(s string) string { return s[:3] + strings.Repeat("*", len(s)-7) + s[len(s)-4:] }, 15, 3, 3))
}

// nameMaskLaw: nothing of the given name stays, and the count of characters does.
func nameMaskLaw(mask func(string) string) law {
	given := []rune("芳伟𠮷𬎆䶮娜静")
	return func(rt *rapid.T) error {
		surname := rapid.SampledFrom([]string{"王", "曾", "欧阳", "尉迟", "𠮷", "买买提·"}).Draw(rt, "surname")
		rest := string(rapid.SliceOfN(rapid.SampledFrom(given), 1, 3).Draw(rt, "given"))
		if got := mask(surname + rest); got != surname+strings.Repeat("*", utf8.RuneCountInString(rest)) {
			return fmt.Errorf("%s%s → %s", surname, rest, got)
		}
		return nil
	}
}

func TestMaskNameLaw(t *testing.T) {
	holds(t, nameMaskLaw(cn.MaskName))
	caught(t, nameMaskLaw(func(s string) string { return s[:3] + strings.Repeat("*", (len(s)-3)/3) })) // counts bytes
}

// addressMaskLaw: entrance, storey and room never show.
func addressMaskLaw(mask func(string, bool) string) law {
	return func(rt *rapid.T) error {
		estate := rapid.SampledFrom([]string{"仁寿门小区", "凤凰花园", "八一路12号院", "红旗三村", "HA城"}).Draw(rt, "estate")
		building := fmt.Sprint(rapid.IntRange(1, 40).Draw(rt, "building")) + rapid.SampledFrom([]string{"栋", "号楼", "幢", "座"}).Draw(rt, "mark")
		rest := rapid.SampledFrom([]string{"2单元501室", "501", "-501", " 二单元", "三楼", "B单元7户", "(王芳)"}).Draw(rt, "rest")
		if got := mask(estate+building+rest, false); got != estate+building {
			return fmt.Errorf("%s%s%s → %s", estate, building, rest, got)
		}
		if got := mask(estate+building+rest, true); got != estate {
			return fmt.Errorf("%s%s%s → estate %s", estate, building, rest, got)
		}
		return nil
	}
}

func TestMaskAddressLaw(t *testing.T) {
	holds(t, addressMaskLaw(cn.MaskAddress))
	caught(t, addressMaskLaw(func(s string, _ bool) string { return cn.MaskAddress(s, false) }))
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{"张三", "买买提·吐尔逊", "42000019750316012X", "13800001234", "027-80121234-801", "仁寿门小区3栋2单元501室", "\xff\xfe", "·", " ", "1975-03-16", "0-", "－－"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, mask := range map[string]func(string) string{"name": cn.MaskName, "id": cn.MaskID, "wall": cn.MaskIDWall, "phone": cn.MaskPhone, "tail": cn.MaskTail4, "birth": cn.MaskBirth,
			"address": func(s string) string { return cn.MaskAddress(s, false) }, "estate": func(s string) string { return cn.MaskAddress(s, true) }} {
			got := mask(s)
			if strings.TrimSpace(s) == "" && got != "" {
				t.Errorf("%s of blank %q: %q", name, s, got)
			}
			if utf8.ValidString(s) && !utf8.ValidString(got) {
				t.Errorf("%s of %q cuts a character: %q", name, s, got)
			}
			shown := 0
			for _, r := range got {
				if r >= '0' && r <= '9' {
					shown++
				}
			}
			if limit := map[string]int{"id": 7, "wall": 3, "phone": 8, "tail": 4, "birth": 4}[name]; limit > 0 && shown > limit {
				t.Errorf("%s of %q shows %d digits: %q", name, s, shown, got)
			}
			if (name == "id" || name == "wall" || name == "phone") && got != "" && got == s && strings.ContainsAny(s, "0123456789") && !strings.Contains(s, "*") {
				t.Errorf("%s of %q hides nothing", name, s)
			}
		}
	})
}
