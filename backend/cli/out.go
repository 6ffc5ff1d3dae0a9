package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"chengzhuan/backend/errs"
)

// pair is one member of an object; object keeps the order of its members.
type pair struct {
	key   string
	value any
}

type object []pair

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, p := range o {
		key, err := marshal(p.key)
		if err != nil {
			return nil, err
		}
		value, err := marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.WriteByte("{,"[min(i, 1)])
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	if len(o) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// marshal leaves < > & as they are: the text is for scripts, not for a page.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// answer prints the result: as one JSON document, or as the text that text writes.
func (a *app) answer(v any, text func(w io.Writer)) error {
	if !a.json {
		var b bytes.Buffer
		text(&b)
		return a.put(b.Bytes())
	}
	doc, err := marshal(v)
	if err != nil {
		return errs.Wrap(errs.Internal, err, "结果写成 JSON 失败")
	}
	return a.put(append(doc, '\n'))
}

func (a *app) put(b []byte) error {
	if _, err := a.env.Stdout.Write(b); err != nil {
		return errs.Wrap(errs.Disk, err, "结果没有写出去").Do("请检查接收结果的程序或磁盘")
	}
	return nil
}

// refusal is an error with what a script needs to know besides.
type refusal struct {
	err  *errs.Error
	more object
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// fail reports an error on standard error and returns the exit code.
func (a *app) fail(err error) int {
	var r *refusal
	var more object
	if errors.As(err, &r) {
		more = r.more
	}
	e := errs.Of(err)
	if a.json {
		doc, _ := marshal(object{{"error", append(object{{"code", e.Code}, {"message", e.Message}, {"field", e.Field}, {"hint", e.Hint}}, more...)}})
		fmt.Fprintf(a.env.Stderr, "%s\n", doc)
	} else {
		label := "没有完成："
		if e.Code == errs.Usage {
			label = "用法不对："
		}
		fmt.Fprintln(a.env.Stderr, label+plain(e.Message))
		for _, line := range strings.Split(e.Hint, "\n") {
			if line != "" {
				fmt.Fprintln(a.env.Stderr, plain(line))
			}
		}
	}
	if e.Code == errs.Usage {
		return exitUsage
	}
	return exitRefused
}
