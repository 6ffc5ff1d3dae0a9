package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"testing/fstest"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/bridge"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
)

const pageSize = 100

// measureList reads pages of 100 as the page does in a browser: the bound call
// behind the bridge, over real loopback HTTP, until the whole answer is read.
// A first open is the first page after somebody saved something: nothing that
// was remembered of the list holds any more.
func measureList(ctx context.Context, b *bench) error {
	dir, err := b.book(ctx)
	if err != nil {
		return err
	}
	desk := bind.NewDesk(bind.Config{Dir: dir, Version: "bench", Face: caller.Browser})
	if err := desk.Open(ctx, nil); err != nil {
		return err
	}
	defer desk.Close()
	records := bound[*bind.Records](desk)
	web, stop, err := serve(desk)
	if err != nil {
		return err
	}
	defer stop()
	end, err := b.profiling("list")
	if err != nil {
		return err
	}
	defer end()
	somewhere := rand.New(rand.NewPCG(seed, 1))
	cases := []struct {
		name    string
		q       bind.ListQuery
		indexed bool // the goal holds for the first open as well
	}{
		{"by name", bind.ListQuery{}, true},
		{"by an unindexed column", bind.ListQuery{Sort: "employer"}, false},
		{"filtered by sex and two kinds of education", bind.ListQuery{Where: []bind.Condition{{Field: "sex", Op: "eq", Value: "2"}, {Field: "education", Op: "in", Value: "21,31"}}}, false},
		{"found by a typed surname", bind.ListQuery{Text: "王"}, false},
	}
	for _, c := range cases {
		c.q.Register, c.q.Limit = registers.PartyMembers.Key, pageSize
		var opens, pages []time.Duration
		matched := 0
		for range max(b.Runs, 3) {
			if err := touch(records); err != nil {
				return err
			}
			c.q.Offset = 0
			took, page, err := web.list(c.q)
			if err != nil {
				return err
			}
			opens, matched = append(opens, took), page.Matched
			if matched <= pageSize || len(page.Rows) != pageSize {
				return fmt.Errorf("%s: %d rows of %d", c.name, len(page.Rows), matched)
			}
			for range 20 {
				c.q.Offset = somewhere.IntN(matched - pageSize)
				took, page, err := web.list(c.q)
				if err != nil {
					return err
				}
				if len(page.Rows) != pageSize {
					return fmt.Errorf("%s: %d rows at %d", c.name, len(page.Rows), c.q.Offset)
				}
				pages = append(pages, took)
			}
		}
		name := fmt.Sprintf("list of %d, %s", b.Book, c.name)
		first := line{Measure: name + ": first open", Unit: "ms", Ours: median(opens)}
		if c.indexed {
			first = first.within(20)
		}
		page := line{Measure: name + ": random page", Unit: "ms", Ours: median(pages)}.within(20).
			noted("%d rows match; p99 %.1f ms", matched, percentile(pages, 99))
		if c.indexed {
			page.Note += ": the first jump deep into a list whose first page came from the index"
		}
		b.report.add(first, page)
	}
	return nil
}

// touch changes something, so that remembered lists no longer hold.
func touch(records *bind.Records) error {
	list, err := records.List(bind.ListQuery{Register: registers.PartyMembers.Key, Limit: 1})
	if err != nil {
		return err
	}
	saved, err := records.Save(registers.PartyMembers.Key, list.Rows[0].ID, []bind.FieldInput{{Key: "note", Input: time.Now().Format(time.RFC3339Nano)}}, nil, true)
	if err == nil && !saved.Saved {
		err = fmt.Errorf("not saved: %+v", saved)
	}
	return err
}

// browser calls the bridge as the page does.
type browser struct {
	base   string
	client *http.Client
	cookie *http.Cookie
}

// serve puts a desk behind the bridge on a free loopback port.
func serve(desk *bind.Desk) (*browser, func(), error) {
	b := bridge.New(fstest.MapFS{"index.html": {Data: []byte("<head></head>")}}, desk.Bound(), desk.Files())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: b, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l)
	base := "http://" + l.Addr().String()
	web, err := visit(base + "/?token=" + b.Token())
	if err != nil {
		server.Close()
		return nil, nil, err
	}
	return web, func() { server.Close() }, nil
}

// visit opens the address that serve prints, as a browser would, and keeps the cookie.
func visit(address string) (*browser, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, answer.Body)
	if len(answer.Cookies()) != 1 {
		return nil, fmt.Errorf("the address gave %s and no cookie", answer.Status)
	}
	return &browser{base: "http://" + u.Host, client: client, cookie: answer.Cookies()[0]}, nil
}

// list asks for a stretch of a list; the time ends with the last byte of the
// answer, parsing it is not counted.
func (w *browser) list(q bind.ListQuery) (time.Duration, bind.ListPage, error) {
	body, err := json.Marshal([]any{q})
	if err != nil {
		return 0, bind.ListPage{}, err
	}
	r, err := http.NewRequest(http.MethodPost, w.base+"/call/Records.List", bytes.NewReader(body))
	if err != nil {
		return 0, bind.ListPage{}, err
	}
	r.AddCookie(w.cookie)
	begun := time.Now()
	answer, err := w.client.Do(r)
	if err != nil {
		return 0, bind.ListPage{}, err
	}
	text, err := io.ReadAll(answer.Body)
	took := time.Since(begun)
	answer.Body.Close()
	if err != nil {
		return 0, bind.ListPage{}, err
	}
	var page struct {
		Result bind.ListPage
		Error  string
	}
	if err := json.Unmarshal(text, &page); err != nil {
		return 0, bind.ListPage{}, fmt.Errorf("%s: %w", answer.Status, err)
	}
	if page.Error != "" {
		return 0, bind.ListPage{}, fmt.Errorf("Records.List: %s", page.Error)
	}
	return took, page.Result, nil
}
