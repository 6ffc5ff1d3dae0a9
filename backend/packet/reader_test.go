package packet_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"chengzhuan/backend/packet"
)

// checkByDescription reads the golden packet with nothing but what the published
// description says: another reader, which shares no code with the program.
func checkByDescription(t *testing.T) {
	t.Helper()
	file := read(t, golden(1, "-sync.czb"))
	_, text, _ := strings.Cut(string(read(t, golden(1, "-joining.json"))), `"secret":"`)
	secret, err := hex.DecodeString(text[:64])
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(err)
	if int(binary.BigEndian.Uint64(file[16:])) != len(file) {
		t.Fatal("length")
	}
	headEnd := 24 + int(binary.BigEndian.Uint32(file[12:]))
	var header map[int]any
	must(cbor.Unmarshal(file[24:headEnd], &header))
	digest := sha512.Sum512(file[:len(file)-64])
	must(ed25519.VerifyWithOptions(header[4].([]byte), digest[:], file[len(file)-64:], &ed25519.Options{Hash: crypto.SHA512, Context: "chengzhuan packet 1"}))

	// The keys of the PC that can read it, and its fingerprint.
	seed, err := hkdf.Key(sha256.New, secret, nil, "chengzhuan sign 1", 32)
	must(err)
	sign := hex.EncodeToString(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	wantSign, box := packet.Public(text[:64])
	if sign != wantSign {
		t.Fatal("signing key")
	}
	sum := sha256.Sum256([]byte("chengzhuan fingerprint 1\n" + sign + "\n" + box))
	var groups []string
	for i := range 6 {
		groups = append(groups, fmt.Sprintf("%04d", binary.BigEndian.Uint32(sum[4*i:])%10000))
	}
	if strings.Join(groups, " ") != packet.Fingerprint(sign, box) {
		t.Fatal("fingerprint")
	}

	plain, err := age.Decrypt(strings.NewReader(string(file[headEnd:len(file)-64])), packet.Identity(text[:64]))
	must(err)
	unpacked, err := zstd.NewReader(plain)
	must(err)
	defer unpacked.Close()
	in := cbor.NewDecoder(unpacked)
	var contents map[int]cbor.RawMessage
	must(in.Decode(&contents))
	var changes, ops, count int
	must(cbor.Unmarshal(contents[5], &changes))
	must(cbor.Unmarshal(contents[6], &ops))
	var certs []map[int]any
	must(cbor.Unmarshal(contents[3], &certs))
	for _, c := range certs {
		by, err := hex.DecodeString(c[4].(string))
		must(err)
		message := fmt.Sprintf("chengzhuan admission 1\n%s\n%s\n%s\n%s\n%d", c[1], c[2], c[3], c[4], c[5])
		if !ed25519.Verify(by, []byte(message), c[6].([]byte)) {
			t.Fatal("admission")
		}
	}
	var registers []string
	last := map[uint64][]byte{}
	hashes := map[string]bool{}
	for range changes {
		var item []any
		must(in.Decode(&item))
		head, chain, cut := item[0].([]byte), item[1].(uint64), item[2].(uint64)
		if cut > 0 {
			head = append(append(append([]byte{}, head[:cut]...), append([]byte{0x05, 0x50}, last[chain]...)...), head[cut:]...)
		}
		var h map[int]any
		must(cbor.Unmarshal(head, &h))
		all := sha256.New()
		for i := range item[3].(uint64) {
			var op []any
			must(in.Decode(&op))
			if name := op[1].(string); name != "" {
				registers = append(registers, name)
			}
			register, row, body := registers[op[0].(uint64)], op[2].(uint64), op[3].([]byte)
			if row == 0 {
				row = h[1].(uint64) + i
			}
			all.Write(binary.AppendUvarint(nil, uint64(len(register))))
			io.WriteString(all, register)
			all.Write(binary.BigEndian.AppendUint64(nil, row))
			all.Write(binary.AppendUvarint(nil, uint64(len(body))))
			all.Write(body)
			count++
		}
		hash := sha256.Sum256(append(all.Sum(nil), head...))
		if prev, has := h[5]; last[chain] != nil && (!has || string(prev.([]byte)) != string(last[chain])) {
			t.Fatal("a change does not follow the one before it")
		}
		last[chain] = hash[:16]
		hashes[string(hash[:16])] = true
	}
	if err := in.Skip(); count != ops || err != io.EOF {
		t.Fatal(count, ops, err)
	}
	var known []map[int]any
	must(cbor.Unmarshal(contents[2], &known))
	for _, tip := range known {
		if !hashes[string(tip[3].([]byte))] {
			t.Fatal("a tip that is not in the file")
		}
	}
}
