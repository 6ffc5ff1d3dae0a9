package registers

import "strings"

// aliases splits a line of headers that offices write for one field.
func aliases(words string) []string { return strings.Fields(words) }

// The headers that several ledgers share.
var (
	birthAliases     = aliases("出生年月 出生年月日 出生时间 出生日 生日 出生")
	idAliases        = aliases("身份证号 身份证号码 身份证 证件号码 证件号 居民身份证号码 居民身份证号 居民身份证 公民身份证号码 公民身份证号 身份号码 公民身份证 身份证件号码")
	educationAliases = aliases("文化程度 最高学历 学历情况 全日制学历 学历层次 受教育程度")
	mobileAliases    = aliases("手机号 手机号码 联系电话 联系方式 电话 电话号码 本人电话 联系手机 移动电话 联系号码")
	addressAliases   = aliases("家庭住址 现住址 住址 居住地址 家庭地址 现居住地址 详细地址 地址 现住地址 居住地 现家庭住址 常住地址 详细住址")
	hukouAliases     = aliases("户口所在地 户籍所在地 户籍 户籍地 户口地址 户口所在地址 户籍所在地址")
)
