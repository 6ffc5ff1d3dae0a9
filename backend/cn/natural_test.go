package cn_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
)

func TestNaturalKey(t *testing.T) {
	want := []string{"3栋", "12栋", "第一党小组", "第二党小组", "第九党小组", "第十党小组", "第十一党小组", "第二十党小组", "第二十一党小组"}
	got := slices.Clone(want)
	slices.SortFunc(got, func(a, b string) int { return -strings.Compare(a, b) })
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(cn.NaturalKey(a), cn.NaturalKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
