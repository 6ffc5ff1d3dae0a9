package bind_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
)

// desk opens a book with the demo community, shared by the tests that only read.
func desk(t *testing.T) (*bind.Book, *bind.Records, *bind.Today, *bind.Print, http.Handler) {
	t.Helper()
	book, records, today, print, _, files := deskToWalk(t)
	return book, records, today, print, files
}

// deskToWalk is desk with the visits.
func deskToWalk(t *testing.T) (*bind.Book, *bind.Records, *bind.Today, *bind.Print, *bind.Visits, http.Handler) {
	t.Helper()
	d := bind.NewDesk(bind.Config{Dir: t.TempDir(), Version: "test", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	var book *bind.Book
	var records *bind.Records
	var today *bind.Today
	var print *bind.Print
	var jobs *bind.Jobs
	var walk *bind.Visits
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Book:
			book = b
		case *bind.Records:
			records = b
		case *bind.Today:
			today = b
		case *bind.Print:
			print = b
		case *bind.Jobs:
			jobs = b
		case *bind.Visits:
			walk = b
		}
	}
	if s, err := book.Status(); err != nil || s.Exists {
		t.Fatalf("an empty folder: %+v, %v", s, err)
	}
	if _, err := records.List(bind.ListQuery{Register: "party_members"}); !strings.Contains(err.Error(), `"notfound"`) {
		t.Fatalf("a list without a book: %v", err)
	}
	if _, err := book.Create("仁寿门社区", "张红梅"); err != nil {
		t.Fatal(err)
	}
	job, err := book.FillDemo()
	for err == nil && !job.Finished {
		time.Sleep(20 * time.Millisecond)
		job, err = jobs.State(job.ID)
	}
	if err != nil || job.Error != "" {
		t.Fatalf("demo: %v %s", err, job.Error)
	}
	return book, records, today, print, walk, d.Files()
}

func TestTheWholeDesk(t *testing.T) {
	book, records, today, print, walk, files := deskToWalk(t)
	status, err := book.Status()
	if err != nil || !status.Exists || status.Empty || status.Operator != "张红梅" {
		t.Fatalf("%+v, %v", status, err)
	}
	list, err := records.List(bind.ListQuery{Register: "party_members", Limit: 20})
	if err != nil || list.Total != 301 || len(list.Rows) != 20 {
		t.Fatalf("%d members, %d rows, %v", list.Total, len(list.Rows), err)
	}
	view, err := records.Find("party_members", list.Rows[0].ID)
	if err != nil || view.Title == "" || len(view.Fields) != len(registers.PartyMembers.Fields) {
		t.Fatalf("%+v, %v", view, err)
	}
	for _, f := range view.Fields {
		def := registers.PartyMembers.Field(f.Key)
		if def.Private && f.Value != "" {
			t.Errorf("private field %s came unmasked", f.Key)
		}
	}
	first, err := today.View()
	if err != nil || len(first.Items) == 0 || len(first.Week) != 7 || len(first.Profile) == 0 {
		t.Fatalf("today: %d items, %v", len(first.Items), err)
	}
	documents, err := print.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range documents {
		if info.Key == "points_exchange" {
			continue // the demo community runs no points shop: it is off by default
		}
		var answers []bind.PrintAnswer
		for _, p := range info.Params {
			switch {
			case !p.Required:
			case p.Kind == "ref": // the first that there is
				some, err := records.List(bind.ListQuery{Register: p.Register, Limit: 1})
				if err != nil || len(some.Rows) == 0 {
					t.Fatalf("%s: no %s in the demo community, %v", info.Key, p.Register, err)
				}
				answers = append(answers, bind.PrintAnswer{Key: p.Key, Value: some.Rows[0].ID})
			case p.Key == "batch":
				batch, err := walk.Forms(1)
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, bind.PrintAnswer{Key: p.Key, Value: batch.Code})
			}
		}
		made, err := print.Render(bind.PrintRequest{Document: info.Key, Answers: answers})
		if err != nil || made.Pages == 0 {
			t.Errorf("%s: %d pages, %v", info.Key, made.Pages, err)
			continue
		}
		r := httptest.NewRecorder()
		files.ServeHTTP(r, httptest.NewRequest("GET", "/files/"+made.File.Token+"/x.pdf", nil))
		body, _ := io.ReadAll(r.Body)
		if !strings.HasPrefix(string(body), "%PDF") {
			t.Errorf("%s: the file is not served: %d", info.Key, r.Code)
		}
		if dir := os.Getenv("KEEP_PDF"); dir != "" {
			os.WriteFile(dir+"/"+info.Key+".pdf", body, 0o600)
		}
	}
}

// An error crosses as JSON with code, message and hint.
func TestErrorsCrossAsJSON(t *testing.T) {
	_, records, _, _, _ := desk(t)
	_, err := records.Find("party_members", "zz-1")
	var e errs.Error
	if err == nil || json.Unmarshal([]byte(err.Error()), &e) != nil || e.Code != errs.NotFound || e.Message == "" || e.Hint == "" {
		t.Fatalf("got %v", err)
	}
}

// Every list that crosses is a list, never null.
func TestListsAreNeverNull(t *testing.T) {
	_, records, _, _, _ := desk(t)
	for _, answer := range []func() (any, error){
		func() (any, error) {
			return records.List(bind.ListQuery{Register: "awards", Text: "没有这个", Limit: 5})
		},
		func() (any, error) { return records.New("party_members") },
		func() (any, error) { return records.Search("没有这个人", 5) },
		func() (any, error) { return records.Check("party_members", "", nil) },
	} {
		v, err := answer()
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := json.Marshal(v); strings.Contains(string(b), "null") {
			t.Errorf("null in %s", b)
		}
	}
}

func TestGeneratedFilesAreFresh(t *testing.T) {
	api, err := bind.TypeScript()
	if err != nil {
		t.Fatal(err)
	}
	declarations, err := bind.RegistersTypeScript(registers.All())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"api.ts": api, "registers.ts": declarations} {
		have, err := os.ReadFile("../../frontend/src/gen/" + name)
		if err != nil || string(have) != want {
			t.Errorf("%s is stale: run make gen", name)
		}
	}
}
