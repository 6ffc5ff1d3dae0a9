package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
)

// roster makes n members in 20 columns.
func roster(t testing.TB, n int) *intake.Work {
	var b strings.Builder
	b.WriteString("\ufeff姓名,性别,民族,出生日期,公民身份号码,籍贯,学历,人员类别,入党日期,转正日期,所在党支部,参加工作日期,工作单位及职务,手机,居住小区,现居住地,户籍地址,特长,认领岗位,备注\n")
	given := []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英")
	for i := range n {
		year := 1945 + i%55
		sex := "女"
		if i%2 == 1 {
			sex = "男"
		}
		birth := fmt.Sprintf("%d%02d%02d", year, 1+i/55%12, 1+i/660%28)
		name := string([]rune("赵钱孙李周吴郑王")[i%8]) + string(given[i%len(given)]) + string(given[i/len(given)%len(given)])
		fmt.Fprintf(&b, "%s,%s,汉族,%s,%s,湖北孝感,大专,正式党员,%d.7.1,%d.7.1,第%d支部,%d.9.1,市第%d中学教师,138%08d,幸福%d区,幸福%d区%d栋2单元%d,孝南区书院街%d号,书法,治安巡逻,\n",
			name, sex, birth, idNumber(birth, i%500*2+i%2), year+25, year+26, i%8+1, year+20, i%9+1, i, i%8, i%8, i%20+1, 100+i%500, i%99)
	}
	w, err := intake.Read(ctx, "党员名册.csv", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func BenchmarkImport10000(b *testing.B) {
	for range b.N {
		l := book(b)
		w := roster(b, 10000)
		b.ResetTimer()
		start := time.Now()
		p := plan(b, l, w, intake.IntakeOptions{Create: []string{"*"}})
		planned := time.Since(start)
		r := run(b, p)
		b.Logf("plan %v, write %v, %+v", planned, time.Since(start)-planned, r)
		start = time.Now()
		again := run(b, plan(b, l, w, intake.IntakeOptions{}))
		b.Logf("again %v, %+v", time.Since(start), again)
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	l := book(t)
	w := roster(t, 600)
	stop, cancel := context.WithCancel(ctx)
	_, err := intake.MakePlan(stop, l, w, intake.IntakeOptions{Register: members.Key}, func(done, total int) {
		if total != 1800 || done > total {
			t.Errorf("progress %d of %d", done, total)
		}
		cancel()
	})
	if !errs.Is(err, errs.Canceled) {
		t.Errorf("planning was not stopped: %v", err)
	}
	p := plan(t, l, w, intake.IntakeOptions{Create: []string{"*"}})
	stop, cancel = context.WithCancel(ctx)
	last := 0
	_, err = p.Run(stop, func(done, total int) {
		if last = done; done > 300 {
			cancel()
		}
	})
	if !errs.Is(err, errs.Canceled) || last < 300 || last >= 600 {
		t.Errorf("the import was not stopped: %v at %d", err, last)
	}
	if left := snapshot(t, l); left != "" {
		t.Errorf("a canceled import left\n%s", left)
	}
	// The plan can be carried out after all.
	if r := run(t, p); r.Created != 600 || r.Linked != 16 {
		t.Errorf("after canceling: %+v", r)
	}
}
