package bridge_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"chengzhuan/backend/bridge"
)

// Echo is a bound struct like those of bind.
type Echo struct{}

// Say answers with what it got.
func (*Echo) Say(text string, n int) ([]string, error) {
	if n < 0 {
		return nil, errors.New(`{"code":"invalid","message":"不能小于零"}`)
	}
	out := []string{}
	for range n {
		out = append(out, text)
	}
	return out, nil
}

func server(t *testing.T) (*bridge.Bridge, *httptest.Server, *http.Client) {
	t.Helper()
	b := bridge.New(fstest.MapFS{"index.html": {Data: []byte("<html><head></head><body>页面</body></html>")}, "assets/a.js": {Data: []byte("1")}}, []any{&Echo{}}, http.NotFoundHandler())
	s := httptest.NewServer(b)
	t.Cleanup(s.Close)
	return b, s, &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// ask sends a request with the token unless change takes it away.
func ask(t *testing.T, b *bridge.Bridge, s *httptest.Server, c *http.Client, method, path, body string, change func(*http.Request)) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "chengzhuan", Value: b.Token()})
	if change != nil {
		change(r)
	}
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

func TestOnlyTheHolderOfTheTokenOnThisMachine(t *testing.T) {
	b, s, c := server(t)
	for name, change := range map[string]func(*http.Request){
		"no token":       func(r *http.Request) { r.Header.Del("Cookie") },
		"wrong token":    func(r *http.Request) { r.Header.Set("Cookie", "chengzhuan=0123") },
		"foreign host":   func(r *http.Request) { r.Host = "evil.example" },
		"foreign origin": func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") },
		"cross site":     func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		if code, text := ask(t, b, s, c, "POST", "/call/Echo.Say", `["城砖",1]`, change); code != http.StatusForbidden || strings.Contains(text, "城砖") {
			t.Errorf("%s: %d %s", name, code, text)
		}
	}
	if code, text := ask(t, b, s, c, "POST", "/call/Echo.Say", `["城砖",2]`, nil); code != 200 || !strings.Contains(text, `["城砖","城砖"]`) {
		t.Errorf("a right call: %d %s", code, text)
	}
}

func TestTokenInTheAddressBecomesACookie(t *testing.T) {
	b, s, c := server(t)
	resp, err := c.Get(s.URL + "/?token=" + b.Token())
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 || !resp.Cookies()[0].HttpOnly || resp.Header.Get("Location") != "/" {
		t.Errorf("%d %v", resp.StatusCode, resp.Header)
	}
	if code, text := ask(t, b, s, c, "GET", "/", "", nil); code != 200 || !strings.Contains(text, `<head><script src="/bridge/shim.js">`) {
		t.Errorf("the page: %d %s", code, text)
	}
	if code, text := ask(t, b, s, c, "GET", "/bridge/shim.js", "", nil); code != 200 || !strings.Contains(text, `{"Echo":["Say"]}`) {
		t.Errorf("the shim: %d %s", code, text)
	}
}

func TestWrongCallsGetAnError(t *testing.T) {
	b, s, c := server(t)
	for path, body := range map[string]string{
		"/call/Echo.Nothing": `[]`, "/call/Echo.Say": `["x"]`, "/call/Echo.Say?": `["x","y"]`, "/call/Echo.Say?a": `not json`, "/call/Echo.Say?b": `["x",-1]`,
	} {
		_, text := ask(t, b, s, c, "POST", path, body, nil)
		var answer struct{ Error string }
		var inner struct{ Code, Message string }
		if json.Unmarshal([]byte(text), &answer) != nil || json.Unmarshal([]byte(answer.Error), &inner) != nil || inner.Code == "" || inner.Message == "" {
			t.Errorf("%s %s: %s", path, body, text)
		}
	}
	if code, _ := ask(t, b, s, c, "GET", "/call/Echo.Say", "", nil); code != http.StatusMethodNotAllowed {
		t.Errorf("GET on a call: %d", code)
	}
}
