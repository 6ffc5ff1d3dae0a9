package cn_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

func TestNormalizeName(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " 　": "", "王芳": "王芳", "王　芳": "王芳", " 王 芳 ": "王芳", "王\u00a0芳\n": "王芳", "欧 阳 修": "欧阳修", "欧阳 娜娜": "欧阳娜娜", "王\u200b芳": "王芳",
		"买买提•吐尔逊": "买买提·吐尔逊", "买买提・吐尔逊": "买买提·吐尔逊", "买买提.吐尔逊": "买买提·吐尔逊", "买买提 · 吐尔逊": "买买提·吐尔逊", "买买提．吐尔逊": "买买提·吐尔逊",
		"阿卜杜拉·买买提•吐尔逊": "阿卜杜拉·买买提·吐尔逊", "阿 · 明": "阿·明",
		"买买提  吐尔逊": "买买提 吐尔逊", "买买提 古丽": "买买提 古丽", "John  Smith": "John Smith", "J. Smith": "J. Smith", "王.": "王.",
		"𠮷田": "𠮷田", "王\u3000𠮷": "王𠮷", "㛃䶮堃𬎆": "㛃䶮堃𬎆", "王Ａ": "王Ａ", "豈文": "豈文", // compatibility ideographs are left alone
		"王芳（女）": "王芳（女）", "\u3000·王芳": "·王芳",
	} {
		if got := cn.NormalizeName(in); got != want {
			t.Errorf("NormalizeName(%q) = %q, want %q", in, got, want)
		}
	}
}

// nameLaw: normal names stay normal, and no character but blanks and dots changes.
func nameLaw(normalize func(string) string) law {
	letters := []rune("王芳欧阳买提𠮷䶮豈AbＡ ·•.・\u3000\u00a0\u200b")
	return func(rt *rapid.T) error {
		s := string(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 12).Draw(rt, "name"))
		once := normalize(s)
		if twice := normalize(once); twice != once {
			return fmt.Errorf("%q → %q → %q", s, once, twice)
		}
		bare := func(s string) string {
			return strings.NewReplacer(" ", "", "·", "", "•", "", ".", "", "・", "", "\u3000", "", "\u00a0", "", "\u200b", "").Replace(s)
		}
		if bare(s) != bare(once) {
			return fmt.Errorf("%q lost characters: %q", s, once)
		}
		return nil
	}
}

func TestNormalizeNameLaw(t *testing.T) {
	holds(t, nameLaw(cn.NormalizeName))
	caught(t, nameLaw(func(s string) string { return cn.NormalizeName(cn.NormalizeDigits(s)) })) // folds rare characters
}

func TestNormalizeDigits(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "１３８　００００ ００００": "13800000000", "027—8012\u00a03456": "027-80123456", "０２７－８０１２３４５６": "027-80123456", "420000x": "420000x", "一栋": "一栋",
	} {
		if got := cn.NormalizeDigits(in); got != want {
			t.Errorf("NormalizeDigits(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadPhone(t *testing.T) {
	for _, c := range []struct{ in, phone, warning string }{
		{"", "", ""}, {" ", "", ""},
		{"13800000000", "13800000000", ""}, {"138 0000 0000", "13800000000", ""}, {"138-0000-0000", "13800000000", ""}, {"１３８００００００００", "13800000000", ""},
		{"+86 138 0000 0000", "13800000000", ""}, {"8613800000000", "13800000000", ""}, {"0086-13800000000", "13800000000", ""}, {"13800000000.0", "13800000000", ""}, {"'13800000000", "13800000000", ""},
		{"027-8012 3456", "027-80123456", ""}, {"(027)80123456", "027-80123456", ""}, {"（０２７）８０１２３４５６", "027-80123456", ""}, {"02780123456", "027-80123456", ""}, {"010—60001234", "010-60001234", ""},
		{"0717-6000123", "0717-6000123", ""}, {"07176000123", "0717-6000123", ""}, {"027-80123456-801", "027-80123456-801", ""}, {"027-80123456转801", "027-80123456-801", ""}, {"+86 27 80123456", "027-80123456", ""},
		{"80123456", "80123456", ""}, {"8012-3456", "80123456", ""}, {"110", "110", ""}, {"12345", "12345", ""}, {"400-800-1234", "4008001234", ""},
		{"12800000000", "12800000000", "手机号码应以 13 到 19 开头，请核对"}, {"1380000000", "1380000000", "手机号码应为 11 位，请核对"}, {"138000000000", "138000000000", "手机号码应为 11 位，请核对"},
		{"027-8012345678", "027-8012345678", "固定电话的位数不对，请核对"}, {"027", "027", "固定电话的位数不对，请核对"}, {"123456", "123456", "手机号码应为 11 位，请核对"}, {"876543", "876543", "电话的位数不对，请核对"},
		{"无", "无", "电话里有数字以外的字，请核对"}, {"13800000000/13900000000", "13800000000/13900000000", "电话里有数字以外的字，请核对"}, {"+1 202 000 0000", "+12020000000", "不是中国大陆的电话，请核对"}, {"+", "+", "电话里有数字以外的字，请核对"},
		{"A(\u00a8", "Ä", "电话里有数字以外的字，请核对"}, // what the bracket kept apart combines
	} {
		if phone, warning := cn.ReadPhone(c.in); phone != c.phone || warning != c.warning {
			t.Errorf("ReadPhone(%q) = %q, %q, want %q, %q", c.in, phone, warning, c.phone, c.warning)
		}
		if again, _ := cn.ReadPhone(c.phone); again != c.phone {
			t.Errorf("%q read again: %q", c.phone, again)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"王　芳", "买买提 • 吐尔逊", "027-8012 3456转801", "+86", "\xff·\xfe", " ·", "0-0-0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := cn.NormalizeName(s)
		if again := cn.NormalizeName(n); again != n {
			t.Errorf("name %q → %q → %q", s, n, again)
		}
		if p, _ := cn.ReadPhone(s); true {
			if again, _ := cn.ReadPhone(p); again != p {
				t.Errorf("phone %q → %q → %q", s, p, again)
			}
		}
		for _, k := range []cn.NameKeys{cn.KeysOf(s), cn.TextKeys(s)} {
			if len(k.Full) > 4 || len(k.Initials) > 4 || len(k.Given) > 4 {
				t.Errorf("%q: too many keys %+v", s, k)
			}
			for _, key := range append(append(k.Full, k.Initials...), k.Given...) {
				if key == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
					t.Errorf("%q: key %q", s, key)
				}
			}
			if !utf8.ValidString(k.Sort) {
				t.Errorf("%q: sort key %q", s, k.Sort)
			}
		}
		cn.PinyinQuery(s)
	})
}
