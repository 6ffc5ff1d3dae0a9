package documents

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func testWasher() *washer {
	return &washer{names: namesReplacer([]string{"和平小区", "李家巷"}, []string{"王芳", "欧阳震华", "欧阳震", "和平", "李", "买买提·吐尔逊"}), offices: []string{"02780123456"}}
}

func TestWash(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"给王芳家送一台血压计", "给某居民家送一台血压计"},
		{"欧阳震华、买买提·吐尔逊", "某居民、某居民"},
		{"和平小区的路灯", "和平小区的路灯"},
		{"李家巷", "李家巷"},
		{"3栋2单元501室漏水", "3栋某户漏水"},
		{"2单元楼道灯", "2单元楼道灯"},
		{"501房", "某户"},
		{"电话13912345678", "电话（号码略）"},
		{"电话139 1234 5678。", "电话（号码略）。"},
		{"电话１３９１２３４５６７８", "电话（号码略）"},
		{"身份证42000019491231002X", "身份证（号码略）"},
		{"账号6222 0200 0000 0000 001", "账号（号码略）"},
		{"请打027-80123456", "请打027-80123456"},
		{"2026-03-10开工", "2026-03-10开工"},
		{"2026年3月10日", "2026年3月10日"},
		{"资金1200000元", "资金1200000元"},
		{"13912345678元", "（号码略）元"},
		{"更换雨水管 260 米、污水管 310 米", "更换雨水管 260 米、污水管 310 米"},
	} {
		w := testWasher()
		if got := w.text(c.in); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
		if w.hits != (narrowDigits(c.in) != c.want) {
			t.Errorf("%s: hits are %v", c.in, w.hits)
		}
	}
}

func TestDuty(t *testing.T) {
	for in, want := range map[string]string{"赵堃喆": "赵堃喆", "赵堃喆13912345678": "赵堃喆", "赵堃喆（139 1234 5678）": "赵堃喆", "王芳 027-80123456": "王芳 027-80123456", "13912345678": ""} {
		if got := testWasher().duty(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestClaimant(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"王芳":                  "王*",
		"李建国、重华里小区党支部":        "李**、重华里小区党支部",
		"李文会":                 "李**",
		"欧阳震华":                "欧阳**",
		"买买提·吐尔逊":             "买买提·***",
		"巾帼志愿服务队，物业":          "巾帼志愿服务队、物业",
		"王芳志愿服务队":             "某居民志愿服务队",
		"阿不都热西提":              "阿*****",
		"仁寿门物业公司 13912345678": "仁寿门物业公司",
	} {
		if got := testWasher().claimant(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestPublicPhone(t *testing.T) {
	for in, want := range map[string]string{"": "", "13912345678": "", "13912345678,027-80123456": "027-80123456", "139 1234 5678": "", "80123456": "80123456"} {
		if got := publicPhone(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if got := publicPhone("13912345678", "8012"); got != "8012" {
		t.Error(got)
	}
}

// Wherever a mobile number stands and however it is parted, none of it is left.
func TestNoMobileIsLeft(t *testing.T) {
	around := rapid.StringOfN(rapid.RuneFrom([]rune("电话：打给他，王芳 12元年月日号室-（）")), 0, 12, -1)
	leak := func(wash func(string) string, before, sep, after string) string {
		number := strings.Join([]string{"139", "1234", "5678"}, sep)
		if out := wash(before + "：" + number + "，" + after); strings.Contains(out, "1234") || strings.Contains(out, "5678") {
			return out
		}
		return ""
	}
	rapid.Check(t, func(rt *rapid.T) {
		sep := rapid.SampledFrom([]string{"", " ", "-", "—", "－"}).Draw(rt, "sep")
		if out := leak(testWasher().text, around.Draw(rt, "before"), sep, around.Draw(rt, "after")); out != "" {
			rt.Fatal(out)
		}
	})
	plain := func(s string) string { return mobileIn.ReplaceAllString(s, "") }
	if leak(plain, "", "-", "") == "" {
		t.Error("the law passes a washer that knows solid numbers only")
	}
}
