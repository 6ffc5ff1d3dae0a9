package cn_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

func TestReadDate(t *testing.T) {
	for in, want := range map[string]cn.Date{
		"": "", " 　": "",
		"1975.3.16": "1975-03-16", "1975/3/16": "1975-03-16", "1975-3-16": "1975-03-16", "1975年3月16日": "1975-03-16", "1975年3月16号": "1975-03-16",
		"1975年3月": "1975-03", "197503": "1975-03", "19750316": "1975-03-16", "1975.03": "1975-03", "1975": "1975", "1975年": "1975",
		"１９７５．３．１６": "1975-03-16", "１９７５年０３月": "1975-03", "1975－03－16": "1975-03-16", "1975、3、16": "1975-03-16", "1975。3。16": "1975-03-16",
		" 1975 年 3 月 16 日 ": "1975-03-16", "1975 3 16": "1975-03-16", "1975\u00a03\u00a016": "1975-03-16", "1975 . 3 . 16": "1975-03-16",
		"1975.3.16.": "1975-03-16", "1975年3.16": "1975-03-16", "1975年3月16": "1975-03-16", "1975.3月": "1975-03",
		"1975/3/16 0:00": "1975-03-16", "1975-03-16 00:00:00": "1975-03-16", "1975-03-16T00:00:00Z": "1975-03-16",
		"二〇二六年三月五日": "2026-03-05", "二○二六年三月五日": "2026-03-05", "二零二六年十二月三十一日": "2026-12-31", "一九七五年十月": "1975-10", "一九七五": "1975",
		"二〇二六年十一月二十日": "2026-11-20", "二〇二六年一月廿五日": "2026-01-25", "二〇二六年元月一日": "2026-01-01", "2026年十月十三日": "2026-10-13",
		"19750300": "1975-03", "1975.00.00": "1975", "1975-03-00": "1975-03", "1975年3月16日生": "1975-03-16", "1975年3月出生": "1975-03",
		"1972.2.29": "1972-02-29", "1800": "1800", "2199-12-31": "2199-12-31",
	} {
		if got, err := cn.ReadDate(in); err != nil || got != want {
			t.Errorf("ReadDate(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for in, message := range map[string]string{
		"1973.2.29": "这个日期不存在", "19731301": "这个日期不存在", "1975.13": "这个日期不存在", "1975.0.5": "这个日期不存在", "201213": "这个日期不存在",
		"75.3.16": "日期的年份要写在最前面，并写全四位", "3/16/1975": "日期的年份要写在最前面，并写全四位", "3月16日": "这个日期没有写年份",
		"9175.3.16": "日期的年份不对", "1799": "日期的年份不对",
		"农历三月初五": "这是农历日期", "1975年正月初一": "这是农历日期", "1975年腊月": "这是农历日期",
		"1975316": "看不懂这个日期", "27469": "看不懂这个日期", "王芳": "看不懂这个日期", "1975年16日": "看不懂这个日期", "1975..3": "看不懂这个日期",
		"1975.3.16.5": "看不懂这个日期", "1975.3.161": "看不懂这个日期", "1975.3.16 下午3:00": "看不懂这个日期", "1975a": "看不懂这个日期", "年": "看不懂这个日期",
		"一九七五年十十月": "看不懂这个日期", "一九七五年三五十月": "看不懂这个日期", "一九七五年十〇月": "看不懂这个日期", "一九七五年二廿月": "看不懂这个日期", "一九七五年一三五月": "看不懂这个日期",
		"1975年3六月": "看不懂这个日期", "元三": "看不懂这个日期", "一九七五年十月三百日": "看不懂这个日期", "一九七五年十一五月": "看不懂这个日期", "1975年3年": "看不懂这个日期", "1975年3年5日": "看不懂这个日期", "1975年3月5月": "看不懂这个日期", "123456789": "看不懂这个日期", ":": "看不懂这个日期",
	} {
		got, err := cn.ReadDate(in)
		if err == nil || errs.Of(err).Message != message || !errs.Is(err, errs.Invalid) || errs.Of(err).Hint == "" {
			t.Errorf("ReadDate(%q) = %q, %v, want %s", in, got, err, message)
		}
	}
}

var numerals = strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")
var wide = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", ".", "．", "/", "／")

func small(n int) string {
	s := numerals.Replace(fmt.Sprint(n))
	if n < 10 {
		return s
	}
	tens, ones := numerals.Replace(fmt.Sprint(n/10))+"十", ""
	if n < 20 {
		tens = "十"
	}
	if n%10 > 0 {
		ones = numerals.Replace(fmt.Sprint(n % 10))
	}
	return tens + ones
}

// spellings are the ways in which an office may write one date.
func spellings(d cn.Date) []string {
	y, m, n := d.Year(), d.Month(), d.Day()
	return []string{
		string(d), fmt.Sprintf("%d.%d.%d", y, m, n), wide.Replace(fmt.Sprintf("%d/%d/%d", y, m, n)), fmt.Sprintf("%04d%02d%02d", y, m, n),
		fmt.Sprintf(" %d 年%d月　%d日", y, m, n), fmt.Sprintf("%s年%s月%s日", numerals.Replace(fmt.Sprint(y)), small(m), small(n)),
		fmt.Sprintf("%d/%d/%d 0:00:00", y, m, n),
	}
}

func readLaw(read func(string) (cn.Date, error)) law {
	return func(rt *rapid.T) error {
		d := drawDate(rt, "d")
		for _, s := range spellings(d) {
			if got, err := read(s); err != nil || got != d {
				return fmt.Errorf("%q read as %q, %v", s, got, err)
			}
		}
		month := cn.Date(d[:7])
		for _, s := range []string{strings.ReplaceAll(string(month), "-", ""), fmt.Sprintf("%d年%d月", d.Year(), d.Month()), fmt.Sprintf("%d.%d", d.Year(), d.Month())} {
			if got, err := read(s); err != nil || got != month {
				return fmt.Errorf("%q read as %q, %v", s, got, err)
			}
		}
		return nil
	}
}

func TestReadDateLaw(t *testing.T) {
	holds(t, readLaw(cn.ReadDate))
	caught(t, readLaw(func(s string) (cn.Date, error) { // thirty-one read as three hundred and one
		return cn.ReadDate(strings.ReplaceAll(s, "三十一", "三〇一"))
	}))
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"1975.3.16", "二〇二六年三月五日", "1975/3/16 0:00", "１９７５年", "197503", "19750300", "十", "1975年", "\xff", "2026年廿九日", ":", " T:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := cn.ReadDate(s)
		if err != nil {
			if d != "" {
				t.Errorf("%q: both a date and an error", s)
			}
			return
		}
		if c, err := cn.ParseDate(string(d)); err != nil || c != d {
			t.Errorf("%q: %q is not canonical", s, d)
		}
		if again, err := cn.ReadDate(string(d)); err != nil || again != d {
			t.Errorf("%q: %q read again as %q, %v", s, d, again, err)
		}
	})
}
