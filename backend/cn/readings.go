package cn

import "strings"

// Characters whose reading in names or in texts is not the dictionary's first,
// or that have more than one sensible reading. Best first; digits are tones.

var surnames = readingTable(`
曾 zeng1 ceng2|单 shan4 dan1|仇 qiu2 chou2|解 xie4 jie3|查 zha1 cha2|翟 zhai2 di2|朴 piao2 pu3|区 ou1 qu1
任 ren2|华 hua4|盖 ge3 gai4|葛 ge3|员 yun4 yuan2|贠 yun4 yuan2|覃 qin2 tan2|尉 wei4 yu4|万 wan4|乐 yue4 le4
盛 sheng4 cheng2|召 shao4 zhao4|柏 bai3 bo2|卜 bu3|令 ling2|那 na1|宁 ning4|甯 ning4|洗 xian3 xi3|冼 xian3
黑 hei1 he4|牟 mou2 mu4|缪 miao4 mou2|逄 pang2|逯 lu4|么 yao1 me5|种 chong2 zhong3|秘 bi4 mi4|纪 ji3|过 guo1
应 ying1|相 xiang4|车 che1 ju1|谌 chen2 shen4|臧 zang1|薄 bo2 bao2|俞 yu2|佘 she2|祭 zhai4 ji4|句 gou1 ju4
折 she2 zhe2|阚 kan4|藏 zang4 cang2|能 nai4 neng2|隗 wei3 kui2|费 fei4 bi4|晟 cheng2 sheng4|石 shi2|燕 yan1|炅 gui4 jiong3
晁 chao2|郗 xi1 chi1|郇 xun2 huan2|繁 po2 fan2|宓 mi4 fu2|冯 feng2|佴 nai4 er4|乜 nie4 mie1|厍 she4|宿 su4 xiu3
於 yu1|谷 gu3|强 qiang2 jiang4|莘 shen1 xin1|郄 qie4 xi4|郤 xi4|濮 pu2|亓 qi2|角 jue2 jiao3|行 xing2 hang2
长 zhang3 chang2|重 chong2 zhong4|朝 chao2|省 xing3 sheng3|沈 shen3 chen2|贾 jia3|曲 qu1|粘 nian2 zhan1|钭 tou3 dou3|芈 mi3
禚 zhuo2|祢 mi2 ni3|冒 mao4|墨 mo4|叶 ye4|都 du1 dou1|台 tai2|仝 tong2|妫 gui1|眭 sui1
适 kuo4 shi4|洪 hong2|哈 ha3|占 zhan1|干 gan1|瞿 qu2|尹 yin3|夏 xia4|颉 xie2 jie2|撒 sa3
呙 guo1|谯 qiao2|仉 zhang3|蹇 jian3|璩 qu2|笪 da2|郦 li4|郏 jia2|蔺 lin4|恽 yun4
繆 miao4 mou2|單 shan4 dan1|區 ou1 qu1|葉 ye4|樂 yue4 le4|曽 zeng1|員 yun4 yuan2|蓋 ge3 gai4|華 hua4|貟 yun4 yuan2
褚 chu3|柯 ke1|洛 luo4|阿 a1|鲜 xian1|系 xi4|车 che1 ju1|邸 di3|信 xin4|娄 lou2|隆 long2|底 di3|尧 yao2|生 sheng1`)

var givenSpecials = readingTable(`
乐 le4 yue4|行 xing2 hang2|长 chang2 zhang3|朝 chao2 zhao1|重 chong2 zhong4|盛 sheng4 cheng2|晟 sheng4 cheng2|茜 qian4 xi1
娜 na4 nuo2|隽 jun4 juan4|都 du1 dou1|参 shen1 can1|柏 bai3 bo2|还 huan2 hai2|子 zi3|了 liao3|为 wei4|么 me5 yao1
拓 tuo4 ta4|伽 jia1 ga1|颉 jie2 xie2|炅 jiong3 gui4|莞 wan3 guan1|筠 yun2 jun1|栎 li4 yue4|峤 qiao2 jiao4|率 shuai4 lv4
仔 zai3 zi3|莘 xin1 shen1|蔓 man4 wan4|藏 cang2 zang4|车 che1|沈 shen3 chen2|乾 qian2 gan1|厦 xia4 sha4|杉 shan1
弹 dan4 tan2|澄 cheng2|禅 chan2 shan4|蔚 wei4 yu4|扎 zha1|卜 bu3|调 diao4 tiao2|少 shao4|若 ruo4|佛 fo2 fu2
泊 bo2 po1|曾 zeng1 ceng2|单 dan1 shan4|仇 qiu2 chou2|查 cha2 zha1|翟 zhai2 di2|朴 pu3 piao2|解 jie3 xie4|阚 kan4
种 zhong3 chong2|尉 wei4 yu4|俟 si4 qi2|石 shi2|阿 a1|洗 xi3|南 nan2|和 he2|大 da4|合 he2|说 yue4 shuo1
觉 jue2 jiao4|校 xiao4|传 chuan2|中 zhong1|纶 lun2 guan1|琢 zhuo2|甫 fu3|鲜 xian1|奇 qi2|宿 su4 xiu4|蒙 meng2|玓 di4
宓 mi4 fu2|折 zhe2|将 jiang1|思 si1|其 qi2|亟 ji2 qi4|亓 qi2|煊 xuan1|洵 xun2|绚 xuan4|岐 qi2|馨 xin1|娓 wei3
薄 bo2 bao2|郇 xun2 huan2|缪 miao4 mou2|牟 mou2 mu4|召 zhao4 shao4|令 ling4|那 na4|夏 xia4|哈 ha1|提 ti2|木 mu4
地 di4|的 di4 de5|得 de2|着 zhao2 zhu4|著 zhu4 zhuo2|强 qiang2|降 jiang4 xiang2|尺 chi3|省 sheng3 xing3|更 geng4
塔 ta3|拉 la1|卡 ka3|吾 wu2|克 ke4|吐 tu3|亚 ya4|瑟 se4|什 shi2|古 gu3|汗 han4 han2|贝 bei4|吉 ji2|巴 ba1|𠮷 ji2`)

var doubleSurnames = wordTable(`
欧阳 ou1 yang2|司马 si1 ma3|上官 shang4 guan1|诸葛 zhu1 ge3|东方 dong1 fang1|皇甫 huang2 fu3|慕容 mu4 rong2|司徒 si1 tu2
尉迟 yu4/wei4 chi2|万俟 mo4/wan4 qi2/si4|令狐 ling2 hu2|长孙 zhang3/chang2 sun1|单于 chan2/dan1/shan4 yu2|澹台 tan2/dan4 tai2
公孙 gong1 sun1|夏侯 xia4 hou2|宇文 yu3 wen2|钟离 zhong1 li2|淳于 chun2 yu2|濮阳 pu2 yang2|端木 duan1 mu4|轩辕 xuan1 yuan2
南宫 nan2 gong1|西门 xi1 men2|东郭 dong1 guo1|百里 bai3 li3|呼延 hu1 yan2|赫连 he4 lian2|独孤 du2 gu1|拓跋 tuo4 ba2
鲜于 xian1 yu2|闻人 wen2 ren2|申屠 shen1 tu2|太叔 tai4 shu1|仲孙 zhong4 sun1|公冶 gong1 ye3|颛孙 zhuan1 sun1|亓官 qi2 guan1
司寇 si1 kou4|司空 si1 kong1|子车 zi3 ju1/che1|漆雕 qi1 diao1|乐正 yue4/le4 zheng4|宰父 zai3 fu3|谷梁 gu3 liang2|巫马 wu1 ma3
公西 gong1 xi1|公良 gong1 liang2|壤驷 rang3 si4|夹谷 jia2/jia1 gu3|段干 duan4 gan1|羊舌 yang2 she2|微生 wei1 sheng1|左丘 zuo3 qiu1
梁丘 liang2 qiu1|东门 dong1 men2|第五 di4 wu3|纳兰 na4 lan2|完颜 wan2 yan2|叶赫 ye4 he4|耶律 ye1 lv4|歐陽 ou1 yang2
司馬 si1 ma3|諸葛 zhu1 ge3|東方 dong1 fang1|尉遲 yu4/wei4 chi2|長孫 zhang3/chang2 sun1|令狐 ling2 hu2|哥舒 ge1 shu1|爱新 ai4 xin1`)

// Single characters in names of places and bodies.
var textSpecials = readingTable(`
长 chang2 zhang3|重 chong2 zhong4|行 xing2 hang2|乐 le4 yue4|都 du1 dou1|厦 sha4 xia4|朝 chao2 zhao1|调 diao4 tiao2|弄 long4 nong4
堡 bao3 pu4|会 hui4 kuai4|子 zi3|卜 bu3|曾 zeng1 ceng2|单 dan1 shan4|解 jie3 xie4|查 cha2 zha1|翟 zhai2 di2|仇 qiu2 chou2
朴 pu3 piao2|区 qu1|盛 sheng4 cheng2|铺 pu4|番 fan1 pan1|阿 a1 e1|便 bian4|石 shi2|曲 qu1 qu3|柏 bai3 bo2|覃 qin2 tan2
员 yuan2|还 huan2 hai2|晟 sheng4 cheng2|藏 zang4 cang2|茜 qian4 xi1|泊 bo2 po1|圩 xu1 wei2|洞 dong4|埔 pu3 bu4|薄 bo2 bao2
率 lv4 shuai4|传 chuan2|说 shuo1|大 da4|了 le5|的 de5|地 di4|得 de2|么 me5|万 wan4|台 tai2|龟 gui1|着 zhe5|宁 ning2|华 hua2|𠮷 ji2`)

var words = wordTable(`
大厦 da4 sha4|长江 chang2 jiang1|长安 chang2 an1|长春 chang2 chun1|长城 chang2 cheng2|长寿 chang2 shou4|长沙 chang2 sha1|长乐 chang2 le4|永乐 yong3 le4|厦门 xia4 men2|乐园 le4 yuan2|康乐 kang1 le4
重庆 chong2 qing4|重华 chong2 hua2|重阳 chong2 yang2|重新 chong2 xin1|重点 zhong4 dian3|重大 zhong4 da4|重工 zhong4 gong1|重型 zhong4 xing2
长者 zhang3 zhe3|社长 she4 zhang3|校长 xiao4 zhang3|院长 yuan4 zhang3|会长 hui4 zhang3|家长 jia1 zhang3|成长 cheng2 zhang3|组长 zu3 zhang3|楼长 lou2 zhang3|队长 dui4 zhang3
银行 yin2 hang2|支行 zhi1 hang2|分行 fen1 hang2|商行 shang1 hang2|行业 hang2 ye4|音乐 yin1 yue4|器乐 qi4 yue4|民乐 min2 yue4|乐器 yue4 qi4|乐队 yue4 dui4|乐团 yue4 tuan2|声乐 sheng1 yue4
成都 cheng2 du1|首都 shou3 du1|朝阳 chao2/zhao1 yang2|朝晖 zhao1 hui1|朝霞 zhao1 xia2|调解 tiao2 jie3|协调 xie2 tiao2|调处 tiao2 chu3|调查 diao4 cha2|会计 kuai4 ji4
单县 shan4 xian4|番禺 pan1 yu2|六安 lu4 an1|台州 tai1 zhou1|东阿 dong1 e1|蚌埠 beng4 bu4|西藏 xi1 zang4|大夫 dai4 fu1|柏林 bo2 lin2|石油 shi2 you2|乐清 yue4 qing1|乐亭 lao4 ting2|解州 xie4 zhou1`)

// readingTable parses "曾 zeng1 ceng2|…" lines.
func readingTable(text string) map[rune][]syllable {
	t := make(map[rune][]syllable)
	for _, entry := range tableEntries(text) {
		f := strings.Fields(entry)
		var s []syllable
		for _, reading := range f[1:] {
			s = append(s, numbered(reading))
		}
		t[[]rune(f[0])[0]] = s
	}
	return t
}

// wordTable parses "尉迟 yu4/wei4 chi2|…" lines: two characters each.
func wordTable(text string) map[string][2][]syllable {
	t := make(map[string][2][]syllable)
	for _, entry := range tableEntries(text) {
		f := strings.Fields(entry)
		var word [2][]syllable
		for i, readings := range f[1:] {
			for _, reading := range strings.Split(readings, "/") {
				word[i] = append(word[i], numbered(reading))
			}
		}
		t[f[0]] = word
	}
	return t
}

func tableEntries(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' })
}

func numbered(s string) syllable { return syllable{s[:len(s)-1], s[len(s)-1]} }
