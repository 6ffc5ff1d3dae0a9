package upward

import (
	"bytes"
	"crypto/ed25519"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
)

// Whatever is read is exactly what was written; whatever is refused says what to do.
func FuzzRead(f *testing.F) {
	by := testPen{ed25519.NewKeyFromSeed(make([]byte, 32))}
	good, err := wrap(Sample(), by, []byte("%PDF-"), []byte("PK"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good.bytes)
	f.Add(good.bytes[:len(good.bytes)-1])
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := Read(b)
		if err == nil && !bytes.Equal(g.bytes, b) {
			t.Error("what was read is not what was written")
		}
		if err != nil && (errs.Of(err).Hint == "" || errs.Is(err, errs.Internal)) {
			t.Errorf("refused without a next step: %v", err)
		}
	})
}
