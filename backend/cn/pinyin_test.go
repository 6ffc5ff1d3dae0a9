package cn_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

func TestKeysOf(t *testing.T) {
	for name, want := range map[string]string{
		"王芳": "wangfang | wf | fang", "王　芳": "wangfang | wf | fang",
		"曾国强": "zengguoqiang cengguoqiang | zgq cgq | guoqiang",
		"单雄信": "shanxiongxin danxiongxin | sxx dxx | xiongxin", "仇英": "qiuying chouying | qy cy | ying",
		"解晓东": "xiexiaodong jiexiaodong | xxd jxd | xiaodong", "查良": "zhaliang chaliang | zl cl | liang",
		"翟天": "zhaitian ditian | zt dt | tian", "朴志": "piaozhi puzhi | pz | zhi", "区家": "oujia qujia | oj qj | jia",
		"任强": "renqiang | rq | qiang", "华罗": "hualuo | hl | luo", "盖叫": "gejiao gaijiao | gj | jiao", "葛优": "geyou | gy | you",
		"员半": "yunban yuanban | yb | ban", "覃塘": "qintang tantang | qt tt | tang", "乐山": "yueshan leshan | ys ls | shan",
		"尉迟恭": "yuchigong weichigong | ycg wcg | gong", "万俟明": "moqiming wanqiming mosiming wansiming | mqm wqm msm wsm | ming",
		"令狐冲": "linghuchong | lhc | chong", "长孙无忌": "zhangsunwuji changsunwuji | zswj cswj | wuji", "欧阳修": "ouyangxiu | oyx | xiu",
		"欧阳": "ouyang | oy | yang", "万明": "wanming | wm | ming", "长明": "zhangming changming | zm cm | ming",
		"买买提·吐尔逊": "maimaitituerxun | mmttex | tuerxun", "买买提•吐尔逊": "maimaitituerxun | mmttex | tuerxun",
		"吕布": "lvbu | lb | bu", "李娜": "lina linuo | ln | na nuo", "张乐": "zhangle zhangyue | zl zy | le yue", "刘晟": "liusheng liucheng | ls lc | sheng cheng",
		"John Smith": "johnsmith | js | smith", "王A": "wanga | wa | a", "曾芳(女)": "zengfangnv cengfangnv | zfn cfn | fangnv", "䶮": "yan | y |", "王𠮷": "wangji | wj | ji", "王𬎆": "wangying | wy | ying", "": "| |",
	} {
		k := cn.KeysOf(name)
		got := strings.Join(k.Full, " ") + " | " + strings.Join(k.Initials, " ") + " | " + strings.Join(k.Given, " ")
		if strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	k := cn.KeysOf("曾乐行长")
	if len(k.Full) != 4 || k.Full[0] != "zenglexingchang" || !slices.Contains(k.Full, "cenglexingchang") || !slices.Contains(k.Full, "zengyuexingchang") {
		t.Error("four readings at most, one change at a time first", k.Full)
	}
}

func TestTextKeys(t *testing.T) {
	for text, want := range map[string]string{
		"仁寿门小区3栋": "renshoumenxiaoqu3dong rsmxq3d", "重华社区": "chonghuashequ chsq", "长江大厦10号楼": "changjiangdasha10haolou cjds10hl",
		"工商银行": "gongshangyinhang gsyh", "人民调解委员会": "renmintiaojieweiyuanhui rmtjwyh", "ＡＢ花园": "abhuayuan ahy", "AB12 花园": "ab12huayuan a12hy",
	} {
		k := cn.TextKeys(text)
		if got := k.Full[0] + " " + k.Initials[0]; got != want || k.Given != nil {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	long := cn.TextKeys(strings.Repeat("长行", 5000))
	if len(long.Full) != 4 || len(long.Full[0]) > 64*6 || len(long.Sort) > 64*11 {
		t.Error("a long text has bounded keys", len(long.Full[0]))
	}
	for text, want := range map[string]string{"Wang Fang": "wangfang", "xi'an": "xian", "lǚ bù": "lvbu", "lyu": "lv", "Lüe": "lve", "ＷＦ": "wf", "wf1": "wf1", "王f": "", "": ""} {
		if got := cn.PinyinQuery(text); got != want {
			t.Errorf("PinyinQuery(%s) = %s, want %s", text, got, want)
		}
	}
}

func TestSort(t *testing.T) {
	want := []string{"3栋", "5栋", "10栋", "汪二", "汪三", "王二", "王芳", "王三", "旺二", "曾一", "张三", "张三丰"}
	got := slices.Clone(want)
	slices.Reverse(got)
	key := func(s string) string {
		if strings.HasSuffix(s, "栋") {
			return cn.TextKeys(s).Sort
		}
		return cn.KeysOf(s).Sort
	}
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(key(a), key(b)) })
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

// sortLaw: whoever has the same surname stands together.
func sortLaw(key func(string) string) law {
	first, second := []rune("王汪旺望亡"), []rune("芳方放一衣二三汪王")
	return func(rt *rapid.T) error {
		n := rapid.IntRange(2, 30).Draw(rt, "names")
		names := make([]string, n)
		for i := range names {
			names[i] = string([]rune{rapid.SampledFrom(first).Draw(rt, "surname"), rapid.SampledFrom(second).Draw(rt, "given")})
		}
		slices.SortStableFunc(names, func(a, b string) int { return strings.Compare(key(a), key(b)) })
		done, last := map[string]bool{}, ""
		for _, name := range names {
			surname := name[:3]
			if surname != last && done[surname] {
				return fmt.Errorf("%s stands apart: %v", surname, names)
			}
			done[surname], last = true, surname
		}
		return nil
	}
}

func TestSortLaw(t *testing.T) {
	holds(t, sortLaw(func(s string) string { return cn.KeysOf(s).Sort }))
	caught(t, sortLaw(func(s string) string { return cn.KeysOf(s).Full[0] + s })) // pinyin first, characters last
}

func BenchmarkKeysOf(b *testing.B) {
	for _, name := range []string{"王小芳", "曾乐行", "买买提·吐尔逊"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				cn.KeysOf(name)
			}
		})
	}
}
