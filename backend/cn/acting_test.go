package cn_test

import (
	"slices"
	"testing"

	"chengzhuan/backend/cn"
)

func TestActs(t *testing.T) {
	for _, line := range []string{"汤静", "汤 静", "王芳，汤静", "王芳、汤静", "汤静 王芳", "王芳 汤静", "汤静(组长)", "汤静（组长）", "汤静 （书记）", "组长（汤静）", "汤静和王芳", "王芳和汤静", "汤静·", "汤静书记", "汤静/王芳", "汤静和"} {
		if !cn.Acts(line, "汤静") {
			t.Errorf("%s is not known to be 汤静", line)
		}
	}
	for _, line := range []string{"", "王芳", "汤静怡", "小汤静", "汤 静怡", "汤,静", "支委会"} {
		if cn.Acts(line, "汤静") {
			t.Errorf("%s is taken for 汤静", line)
		}
	}
	if !cn.Acts("阿依古丽・买买提", "阿依古丽·买买提") || cn.Acts("王芳", "") {
		t.Error("dots of names")
	}
	if got := cn.Names("张 三、李四，王五; 赵六/ "); !slices.Equal(got, []string{"张三", "李四", "王五", "赵六"}) {
		t.Error(got)
	}
}
