package cn

import "strings"

// Ethnicities is GB/T 3304-1991, all 56; the standard's letters (HA) and the
// name without 族 are understood too.
var Ethnicities = ethnicities()

// Each line: number, name without 族, letters.
const ethnicityTable = `
01 汉 HA|02 蒙古 MG|03 回 HU|04 藏 ZA|05 维吾尔 UG|06 苗 MH|07 彝 YI|08 壮 ZH
09 布依 BY|10 朝鲜 CS|11 满 MA|12 侗 DO|13 瑶 YA|14 白 BA|15 土家 TJ|16 哈尼 HN
17 哈萨克 KZ|18 傣 DA|19 黎 LI|20 傈僳 LS|21 佤 VA|22 畲 SH|23 高山 GS|24 拉祜 LH
25 水 SU|26 东乡 DX|27 纳西 NX|28 景颇 JP|29 柯尔克孜 KG|30 土 TU|31 达斡尔 DU|32 仫佬 ML
33 羌 QI|34 布朗 BL|35 撒拉 SL|36 毛南 MN|37 仡佬 GL|38 锡伯 XB|39 阿昌 AC|40 普米 PM
41 塔吉克 TA|42 怒 NU|43 乌孜别克 UZ|44 俄罗斯 RS|45 鄂温克 EW|46 德昂 DE|47 保安 BN|48 裕固 YG
49 京 GI|50 塔塔尔 TT|51 独龙 DR|52 鄂伦春 OR|53 赫哲 HZ|54 门巴 MB|55 珞巴 LB|56 基诺 JN`

// Spellings that are common in lists, and older names.
var ethnicityAliases = map[string][]string{
	"02": {"蒙"}, "05": {"维", "维族"}, "08": {"僮", "僮族"}, "10": {"朝", "鲜族"},
	"17": {"哈族"}, "20": {"傈傈", "傈傈族", "栗僳族", "傈粟族"}, "22": {"畬", "畬族"}, "21": {"佧佤族"}, "29": {"柯族"},
	"31": {"达翰尔", "达翰尔族", "达呼尔族"}, "32": {"仫老族"}, "36": {"毛难", "毛难族"},
	"37": {"仡老族", "佬族"}, "41": {"塔族"}, "43": {"乌兹别克", "乌兹别克族"}, "46": {"崩龙", "崩龙族"},
}

func ethnicities() *CodeList {
	var codes []Code
	for _, entry := range strings.FieldsFunc(ethnicityTable, func(r rune) bool { return r == '|' || r == '\n' }) {
		f := strings.Fields(entry)
		codes = append(codes, Code{Code: f[0], Label: f[1] + "族", Short: f[1],
			Aliases: append([]string{f[2]}, ethnicityAliases[f[0]]...)})
	}
	codes = append(codes,
		Code{Code: "97", Label: "其他", Aliases: []string{"未识别民族", "穿青人"}},
		Code{Code: "98", Label: "外国血统中国籍", Aliases: []string{"外国血统中国籍人士", "入籍"}})
	return NewCodeList("ethnicity", "民族", codes...)
}
