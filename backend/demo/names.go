package demo

import "strings"

// The hundred most frequent surnames, the most frequent first.
var commonSurnames = strings.Fields(`王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧
程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔
康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文`)

// Surnames that are read otherwise than the character usually is, and double ones.
var trickySurnames = strings.Fields(`曾 单 仇 解 查 翟 朴 区 任 华 盖 葛 员 覃 洗 乐 宁 尉迟 万俟 令狐 长孙 欧阳 上官 诸葛 皇甫 司马 夏侯`)

// Given names by sex and generation: two tables that combine, and names of one character.
type givenNames struct{ first, second, single string }

var givenMale = []givenNames{
	{"国建志德永福长春金玉明光文学正大世家和新家保", "国强明华林生才山祥荣清贵义忠平根成发民庆", "刚军勇平林明辉福生义"},
	{"志建国文晓海永小少俊卫立向红宏东继学爱", "强伟军华明平峰辉东波勇斌涛斌鹏飞刚林民", "伟强军勇磊涛斌超鹏杰波辉刚峰毅凯"},
	{"子浩宇俊博梓明思天泽嘉一奕睿承景家铭昊书", "轩涵宇豪然睿航晨泽阳辰霖熙哲凡恒翔远骏衡", "睿轩昊宸煜然逸翰"},
}

var givenFemale = []givenNames{
	{"秀桂玉淑凤春素美兰翠金月惠菊爱德世", "英兰珍芳华梅芝莲娥云香琴荣珠清贞", "英芳兰珍秀霞"},
	{"丽晓海小红艳春雪秋玉慧淑建文爱", "芳娟敏霞燕萍丽红娜玲艳梅云英琴华", "芳娟敏静丽燕霞娜玲倩婷莉"},
	{"梓雨欣诗佳思语可若梦一子芷沐依书", "涵萱怡彤琪妍瑶晴汐宁悦菲桐妤然茜", "萱妍瑶悦彤涵"},
}

// rareName holds a character that old programs lose.
type rareName struct{ surname, given, sex string }

var rareNames = []rareName{
	{"龚", "䶮", "1"}, {"叶", "㛃", "2"}, {"陈", "堃", "1"}, {"刘", "𠮷", "1"}, {"李", "𬎆", "2"}, {"丁", "国䶮", "1"}, {"何", "书㛃", "2"},
}

// people of a minority whose names have no surname; Dot joins the father's name.
type longNames struct {
	ethnicity, province string
	male, female        []string
	dot                 bool
}

var longNamed = []longNames{
	{"05", "65", strings.Fields("买买提 艾力 玉素甫 吐尔逊江 艾尼瓦尔 库尔班 木合塔尔 阿卜杜热合曼"), strings.Fields("阿依古丽 古丽娜尔 热依汗 帕提古丽 祖丽皮亚 阿米娜 吐尔逊阿依"), true},
	{"17", "65", strings.Fields("叶尔肯 努尔兰 巴合提 赛力克"), strings.Fields("阿依波塔 古丽扎 巴哈尔古丽 阿依努尔"), true},
	{"04", "54", strings.Fields("扎西次仁 旦增罗布 洛桑尼玛 多吉坚赞"), strings.Fields("次仁卓玛 德吉央宗 格桑曲珍 白玛拉姆"), false},
	{"02", "15", strings.Fields("巴特尔 那顺巴图 额尔敦 苏和巴雅尔"), strings.Fields("乌云其其格 苏日娜 娜仁托娅 萨仁高娃"), false},
}

// minorities with surnames like everyone's.
var minorities = []struct{ ethnicity, surnames string }{
	{"03", "马丁沙白"}, {"15", "覃彭向田"}, {"06", "石龙吴杨"}, {"11", "佟关赵富"}, {"08", "韦覃黄莫"}, {"10", "朴金崔"}, {"12", "粟杨吴"}, {"22", "雷蓝钟"},
}

// surname picks one, the frequent more often.
func (c *community) surname() string {
	if c.rand.IntN(40) == 0 {
		return pick(c, trickySurnames)
	}
	n := len(commonSurnames)
	return commonSurnames[min(c.rand.IntN(n), c.rand.IntN(n))]
}

// given makes a given name that fits sex and year of birth.
func (c *community) given(sex string, born int) string {
	tables := givenMale
	if sex == female {
		tables = givenFemale
	}
	t := tables[0]
	switch {
	case born >= 1992:
		t = tables[2]
	case born >= 1960:
		t = tables[1]
	}
	if c.rand.IntN(4) == 0 {
		return string(pick(c, []rune(t.single)))
	}
	for {
		if a, b := pick(c, []rune(t.first)), pick(c, []rune(t.second)); a != b {
			return string(a) + string(b)
		}
	}
}

const (
	male   = "1"
	female = "2"
)

func pick[T any](c *community, from []T) T { return from[c.rand.IntN(len(from))] }
