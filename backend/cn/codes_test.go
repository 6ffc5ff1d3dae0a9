package cn_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
)

// The table of GB/T 3304-1991, written out a second time with the letters as key.
const gb3304 = `HA汉 MG蒙古 HU回 ZA藏 UG维吾尔 MH苗 YI彝 ZH壮 BY布依 CS朝鲜 MA满 DO侗 YA瑶 BA白 TJ土家 HN哈尼 KZ哈萨克 DA傣 LI黎 LS傈僳 VA佤 SH畲 GS高山 LH拉祜
SU水 DX东乡 NX纳西 JP景颇 KG柯尔克孜 TU土 DU达斡尔 ML仫佬 QI羌 BL布朗 SL撒拉 MN毛南 GL仡佬 XB锡伯 AC阿昌 PM普米 TA塔吉克 NU怒 UZ乌孜别克 RS俄罗斯 EW鄂温克 DE德昂 BN保安 YG裕固
GI京 TT塔塔尔 DR独龙 OR鄂伦春 HZ赫哲 MB门巴 LB珞巴 JN基诺`

func TestEthnicities(t *testing.T) {
	entries := strings.Fields(gb3304)
	if len(entries) != 56 {
		t.Fatal("the test's own table has", len(entries))
	}
	for i, e := range entries {
		c := cn.Ethnicities.Codes[i]
		letters, name := e[:2], e[2:]
		if want := string([]byte{byte('0' + (i+1)/10), byte('0' + (i+1)%10)}); c.Code != want {
			t.Errorf("%s has code %s, want %s", name, c.Code, want)
		}
		if c.Label != name+"族" || c.Short != name {
			t.Errorf("%s is %s / %s", name, c.Label, c.Short)
		}
		for _, text := range []string{name, name + "族", letters, strings.ToLower(letters), c.Code, " " + name + "　族 ", strings.TrimLeft(c.Code, "0")} {
			if code, ok := cn.Ethnicities.Find(text); !ok || code != c.Code {
				t.Errorf("Find(%q) = %q, %v, want %s", text, code, ok, c.Code)
			}
		}
	}
	if c := cn.Ethnicities.Codes[56:]; len(c) != 2 || c[0].Code != "97" || c[1].Code != "98" {
		t.Error(c)
	}
	for text, want := range map[string]string{"维族": "05", "毛难族": "36", "乌兹别克族": "43", "傈傈族": "20", "其他": "97"} {
		if code, _ := cn.Ethnicities.Find(text); code != want {
			t.Errorf("Find(%s) = %s", text, code)
		}
	}
	for _, text := range []string{"", " ", "族", "汉汉", "57", "UY", "AZ"} {
		if code, ok := cn.Ethnicities.Find(text); ok {
			t.Errorf("Find(%q) = %s", text, code)
		}
	}
}

func TestEducations(t *testing.T) {
	var codes []string
	for _, c := range cn.Educations.Codes {
		codes = append(codes, c.Code)
	}
	const want = "10 11 12 13 14 15 16 17 18 19 20 21 22 23 28 30 31 32 33 40 41 42 43 44 45 46 47 48 49 60 61 62 63 70 71 73 80 81 83 90"
	if got := strings.Join(codes, " "); got != want {
		t.Errorf("codes %s\nwant  %s", got, want)
	}
	for text, want := range map[string]string{"大学本科": "21", "本科": "21", "大学": "21", "大专": "31", "专科": "31", "研究生": "10", "硕士研究生": "14", "博士": "11",
		"中专": "41", "职高": "44", "技校": "47", "高中": "61", "初中": "71", "小学": "81", "文盲": "90", "21": "21", "大学普通班": "28", "其他": "90"} {
		if code, ok := cn.Educations.Find(text); !ok || code != want {
			t.Errorf("Find(%s) = %s, %v, want %s", text, code, ok, want)
		}
	}
	var picker []string
	for _, code := range cn.EducationPicker() {
		short, ok := cn.Educations.ShortOf(code)
		if !ok {
			t.Error("no code", code)
		}
		picker = append(picker, short)
	}
	if got := strings.Join(picker, " "); got != "博士 硕士 本科 大专 中专 职高 技校 高中 初中 小学 其他" {
		t.Error(got)
	}
}

func TestSexes(t *testing.T) {
	for text, want := range map[string]string{"男": "1", " 男 ": "1", "男性": "1", "M": "1", "m": "1", "Ｍ": "1", "1": "1", "女": "2", "F": "2", "2": "2", "0": "0", "9": "9", "未说明": "9"} {
		if code, ok := cn.Sexes.Find(text); !ok || code != want {
			t.Errorf("Find(%s) = %s, %v, want %s", text, code, ok, want)
		}
	}
	if label, ok := cn.Sexes.LabelOf("1"); !ok || label != "男" {
		t.Error(label, ok)
	}
	if label, ok := cn.Sexes.LabelOf("3"); ok || label != "" {
		t.Error(label, ok)
	}
}

// No two entries of a list may claim one word: then Find would be a guess.
func TestNoWordMeansTwoCodes(t *testing.T) {
	for _, l := range []*cn.CodeList{cn.Sexes, cn.Ethnicities, cn.Educations} {
		owner := map[string]string{}
		for _, c := range l.Codes {
			for _, word := range append([]string{c.Code, c.Label, c.Short}, c.Aliases...) {
				if had, taken := owner[word]; taken && had != c.Code && word != "" {
					t.Errorf("%s: %s means %s and %s", l.Key, word, had, c.Code)
				}
				owner[word] = c.Code
				if got, ok := l.Find(word); word != "" && (!ok || got != c.Code) {
					t.Errorf("%s: Find(%s) = %s, want %s", l.Key, word, got, c.Code)
				}
			}
		}
	}
}

func TestLiteralListFinds(t *testing.T) {
	l := &cn.CodeList{Key: "state", Label: "状态", Codes: []cn.Code{{Code: "normal", Label: "正常"}, {Code: "gone", Label: "去世", Retired: true}}}
	if code, ok := l.Find("去世"); !ok || code != "gone" {
		t.Error(code, ok)
	}
	if code, ok := l.Find("NORMAL"); !ok || code != "normal" {
		t.Error(code, ok)
	}
}
