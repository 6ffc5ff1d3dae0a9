package cli

import (
	"context"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// register finds a register of the open book by its key or its Chinese name.
func register(l *ledger.Ledger, name string) (*schema.Def, error) {
	d, err := named(name)
	if err != nil {
		return nil, err
	}
	return l.Store.Def(d.Key)
}

// named finds a register by its key or its Chinese name. Hidden ones are not for
// hands: what they hold has commands of its own that check it.
func named(name string) (*schema.Def, error) {
	for _, d := range registers.All() {
		if !d.Hidden && (d.Key == name || d.Label == name) {
			return d, nil
		}
	}
	return nil, errs.New(errs.NotFound, "没有叫“"+name+"”的台账").Do("全部台账见 " + program + " registers")
}

// column turns the key or label of a field or derived column into its key.
func column(d *schema.Def, name string) (string, error) {
	if _, ok := d.Column(name); ok {
		return name, nil
	}
	for _, f := range d.Fields {
		if f.Label == name {
			return f.Key, nil
		}
	}
	for _, v := range d.Derived {
		if v.Label == name {
			return v.Key, nil
		}
	}
	return "", errs.New(errs.Invalid, d.Label+"没有“"+name+"”这一栏").In(name).Do("可用的栏目见 " + program + " registers " + d.Label)
}

func columns(d *schema.Def, names []string) ([]string, error) {
	var out []string
	for _, n := range names {
		key, err := column(d, strings.TrimSpace(n))
		if err != nil {
			return nil, err
		}
		out = append(out, key)
	}
	return out, nil
}

// condition is one --where before its field is known: KEY OP VALUE.
type condition struct{ name, op, value string }

var conditionForm = regexp.MustCompile(`(?s)^\s*([^=!<>~≥≤]+?)\s*(>=|<=|!=|=|~|≥|≤)(.*)$`)

// readCondition splits what stands behind --where.
func readCondition(s string) (condition, bool) {
	m := conditionForm.FindStringSubmatch(s)
	if m == nil {
		return condition{}, false
	}
	c := condition{name: m[1], value: strings.TrimSpace(m[3])}
	switch m[2] {
	case "=":
		c.op = "eq"
	case "!=":
		c.op = "ne"
	case "~":
		c.op = "contains"
	case ">=", "≥":
		c.op = "gte"
	case "<=", "≤":
		c.op = "lte"
	}
	if c.value == "" {
		switch c.op {
		case "eq":
			c.op = "empty"
		case "ne":
			c.op = "notempty"
		}
	}
	return c, true
}

// conditions reads every --where for a register. A reference is given as ID or
// exact name, a code as code or label; ~ on a code looks into its labels.
func conditions(ctx context.Context, cmd *cobra.Command, l *ledger.Ledger, d *schema.Def, list []string) ([]ledger.Condition, error) {
	var out []ledger.Condition
	for _, s := range list {
		c, ok := readCondition(s)
		if !ok {
			return nil, usage(cmd, "--where 的“"+s+"”写法不对，应是 栏目=内容、栏目!=内容、栏目>=内容、栏目<=内容 或 栏目~内容")
		}
		key, err := column(d, c.name)
		if err != nil {
			return nil, err
		}
		field := d.Field(key)
		if field != nil && c.value != "" {
			switch {
			case field.Kind == schema.Ref && c.op != "eq" && c.op != "ne":
				return nil, errs.New(errs.Invalid, "“"+field.Label+"”指向另一条记录，只能用 = 或 != 筛选").In(key).Do("请写它的编号或完整名称")
			case field.Kind == schema.Ref:
				c.value, err = l.Resolve(ctx, field, c.value)
			case field.Codes != nil && c.op == "contains":
				c.op, c.value, err = codesLike(field, c.value)
			}
			if err != nil {
				return nil, err
			}
		}
		out = append(out, ledger.Condition{Field: key, Op: c.op, Value: c.value})
	}
	return out, nil
}

// codesLike returns a filter for the codes whose labels contain the text.
func codesLike(f *schema.Field, text string) (op, value string, err error) {
	var codes []string
	for _, c := range f.Codes.Codes {
		if strings.Contains(c.Label, text) {
			codes = append(codes, c.Code)
		}
	}
	if len(codes) == 0 {
		return "", "", errs.New(errs.Invalid, f.Label+"里没有含“"+text+"”的项").In(f.Key)
	}
	return "in", strings.Join(codes, ","), nil
}

// assignments reads KEY=VALUE arguments into the inputs of a form.
func assignments(cmd *cobra.Command, d *schema.Def, args []string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range args {
		name, value, ok := strings.Cut(s, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, usage(cmd, "“"+s+"”写法不对，应是 栏目=内容，例如 姓名=王芳")
		}
		key, err := column(d, name)
		if err != nil {
			return nil, err
		}
		if d.Field(key) == nil {
			return nil, errs.New(errs.Invalid, "“"+name+"”是算出来的，不能填写").In(key)
		}
		if _, twice := out[key]; twice {
			return nil, usage(cmd, "“"+name+"”写了两次")
		}
		out[key] = value
	}
	return out, nil
}
