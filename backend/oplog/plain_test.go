package oplog

import (
	"bytes"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// general reads a body with the general decoder.
func general(b []byte) (body, error) {
	var v body
	err := decoding.Unmarshal(b, &v)
	return v, err
}

// sameBody fails unless the plain reader, where it takes a body at all, gives
// what the general decoder gives.
func sameBody(b []byte) (took bool, problem string) {
	var o Op
	if !o.plainBody(b) {
		return false, ""
	}
	v, err := general(b)
	if err != nil {
		return true, "the general decoder refuses it: " + err.Error()
	}
	if !reflect.DeepEqual(o.Fields, v.Fields) || !reflect.DeepEqual(o.Seen, v.Seen) {
		return true, "it is read differently"
	}
	return true, ""
}

var anyBody = rapid.Custom(func(t *rapid.T) Op {
	o := Op{Fields: rapid.MapOfN(rapid.String(), rapid.String(), 0, 30).Draw(t, "fields")}
	ids := rapid.SliceOfN(rapid.Map(rapid.Int64Range(0, 1<<62), func(n int64) ID { return ID(n) }), 0, 30)
	if seen := rapid.MapOfN(rapid.String(), ids, 0, 3).Draw(t, "seen"); len(seen) > 0 {
		o.Seen = seen
	}
	return o
})

func TestPlainBody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyBody.Draw(t, "op")
		b, err := o.EncodeBody()
		if err != nil {
			t.Fatal(err)
		}
		took, problem := sameBody(b)
		if !took || problem != "" {
			t.Fatalf("%x: taken %v, %s", b, took, problem)
		}
		// A byte changed, added or taken away: never read otherwise than by the general decoder.
		bad := bytes.Clone(b)
		at := rapid.IntRange(0, len(bad)-1).Draw(t, "at")
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			bad[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		case 1:
			bad = bad[:at]
		case 2:
			bad = append(bad, rapid.Byte().Draw(t, "more"))
		}
		if _, problem := sameBody(bad); problem != "" {
			t.Fatalf("%x: %s", bad, problem)
		}
	})
	// A key twice, keys out of order, a long length, an unending map, another part: not its business.
	for _, b := range []string{"\xa1\x01\xa2\x61a\x61b\x61a\x61c", "\xa1\x01\xa2\x61b\x61b\x61a\x61c", "\xa1\x01\xa1\x78\x01a\x61b", "\xa1\x01\xbf\xff", "\xa1\x03\xa0", "\xa1\x01\xa1\x61a\x61\xff", ""} {
		if took, _ := sameBody([]byte(b)); took {
			t.Errorf("%x was taken", b)
		}
	}
}

func FuzzPlainBody(f *testing.F) {
	for _, o := range []Op{{Fields: map[string]string{"name": "王芳", "x": ""}}, {Fields: map[string]string{"mobile": "1"}, Seen: map[string][]ID{"mobile": {1 << 40, 24}}}} {
		b, _ := o.EncodeBody()
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, problem := sameBody(b); problem != "" {
			t.Errorf("%x: %s", b, problem)
		}
	})
}

// sameHead fails unless the plain reader, where it takes a head at all, gives what
// the general decoder gives, and the plain writer the same bytes again.
func sameHead(b []byte) (took bool, problem string) {
	var plain, v head
	if !plain.readPlain(b) {
		return false, ""
	}
	if err := decoding.Unmarshal(b, &v); err != nil {
		return true, "the general decoder refuses it: " + err.Error()
	}
	if !reflect.DeepEqual(plain, v) {
		return true, "it is read differently"
	}
	if !bytes.Equal(plain.appendHead(nil), b) {
		return true, "it is written differently"
	}
	return true, ""
}

func TestPlainHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(0, 300), rapid.Int64Range(0, 1<<62))
		text := rapid.OneOf(rapid.Just(""), rapid.String())
		h := head{ID(number.Draw(t, "id")), int(number.Draw(t, "count")), number.Draw(t, "replica"), number.Draw(t, "seq"), nil,
			Stamp(number.Draw(t, "stamp")), number.Draw(t, "at"), text.Draw(t, "operator"), text.Draw(t, "face"), text.Draw(t, "kind"), text.Draw(t, "note"), ID(number.Draw(t, "undoes"))}
		if rapid.Bool().Draw(t, "prev") {
			h.Prev = rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "hash")
		}
		b, err := encoding.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.appendHead(nil); !bytes.Equal(got, b) {
			t.Fatalf("written %x, want %x", got, b)
		}
		if took, problem := sameHead(b); !took || problem != "" {
			t.Fatalf("%x: taken %v, %s", b, took, problem)
		}
		bad := bytes.Clone(b)
		at := rapid.IntRange(0, len(bad)-1).Draw(t, "at")
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			bad[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		case 1:
			bad = bad[:at]
		case 2:
			bad = append(bad, rapid.Byte().Draw(t, "more"))
		}
		if _, problem := sameHead(bad); problem != "" {
			t.Fatalf("%x: %s", bad, problem)
		}
	})
}

// A body taken apart is put together again to the byte.
func TestPlainAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyBody.Draw(t, "op")
		b, err := o.EncodeBody()
		if err != nil {
			t.Fatal(err)
		}
		if want, err := encoding.Marshal(body{o.Fields, o.Seen}); err != nil || !bytes.Equal(b, want) {
			t.Fatalf("%x, want %x", b, want)
		}
		var p Plain
		if !p.Read(b) || !p.Sound() || !bytes.Equal(p.Append(nil), b) {
			t.Fatalf("%x becomes %x", b, p.Append(nil))
		}
		w, _, ok := p.WireOp("r", 1, []byte("before"))
		if !ok || !bytes.Equal(w.Body, b) || !reflect.DeepEqual(w.fields, o.Fields) || !reflect.DeepEqual(w.seen, o.Seen) {
			t.Fatalf("%+v", w)
		}
	})
	for name, p := range map[string]Plain{
		"keys out of order": {Keys: []string{"b", "a"}, Values: []string{"", ""}},
		"a key twice":       {Keys: []string{"a", "a"}, Values: []string{"", ""}},
		"no text":           {Keys: []string{"a"}, Values: []string{"\xff"}},
		"no key":            {Keys: []string{"\xff"}, Values: []string{""}},
		"a negative number": {HasSeen: true, SeenKeys: []string{"a"}, Seen: [][]ID{{-1}}},
		"a value too few":   {Keys: []string{"a"}},
		"a part too few":    {SeenKeys: []string{"a"}, Seen: [][]ID{{1}}},
	} {
		if _, _, ok := p.WireOp("r", 1, nil); ok {
			t.Error(name, "is taken for a body")
		}
	}
}
