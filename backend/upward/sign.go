package upward

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
)

// signature is signature.json.
type signature struct {
	Version     int     `json:"version"`
	Algorithm   string  `json:"algorithm"`
	Signer      string  `json:"signer"` // name of the PC
	Public      string  `json:"public"` // hexadecimal
	Fingerprint string  `json:"fingerprint"`
	Entries     []proof `json:"entries"`
	Signature   string  `json:"signature"` // hexadecimal
}

// proof binds the content of one entry.
type proof struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

const algorithm = "Ed25519"

// message is what is signed. Its first line keeps it apart from everything else
// that the same key signs.
func (s *signature) message() []byte {
	var b strings.Builder
	b.WriteString("chengzhuan upward report " + strconv.Itoa(s.Version) + "\n")
	b.WriteString(strconv.Quote(s.Signer) + "\n" + s.Public + "\n")
	for _, p := range s.Entries {
		b.WriteString(p.SHA256 + " " + strconv.Itoa(p.Size) + " " + strconv.Quote(p.Name) + "\n")
	}
	return []byte(b.String())
}

// digest names the signed content: the same report signed by the same PC has the same.
func (s *signature) digest() string { return hexSum(s.message()) }

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// sign makes the signature of entries.
func sign(by Signer, entries []entry) (*signature, error) {
	public := by.Public()
	s := &signature{Version: Version, Algorithm: algorithm, Signer: line(by.Name(), 40), Public: hex.EncodeToString(public), Fingerprint: Fingerprint(public)}
	for _, e := range entries {
		s.Entries = append(s.Entries, proof{e.name, len(e.data), hexSum(e.data)})
	}
	made := by.Sign(s.message())
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, s.message(), made) {
		return nil, errs.New(errs.Internal, "签名没有做成，文件没有保存").Do("请再试一次；仍然出错请把日志交给维护人员")
	}
	s.Signature = hex.EncodeToString(made)
	return s, nil
}

// valid reports whether the signature is right and covers exactly these entries.
func (s *signature) valid(entries []entry) bool {
	public, err := hex.DecodeString(s.Public)
	made, err2 := hex.DecodeString(s.Signature)
	if err != nil || err2 != nil || len(public) != ed25519.PublicKeySize || s.Algorithm != algorithm || s.Version != Version ||
		!plain(s.Signer, 40) || s.Fingerprint != Fingerprint(public) || len(s.Entries) != len(entries) {
		return false
	}
	for i, e := range entries {
		if s.Entries[i] != (proof{e.name, len(e.data), hexSum(e.data)}) {
			return false
		}
	}
	return ed25519.Verify(public, s.message(), made)
}

func (s *signature) bytes() []byte { return document(s) }

// document writes JSON in its one form: indented, < > & as they are.
func document(v any) []byte {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil
	}
	return []byte(b.String())
}

// Fingerprint is a public key as people compare it: 80 bits of its SHA-256 in
// four groups of four letters and digits, none of which look alike.
func Fingerprint(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	s := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding).EncodeToString(sum[:10])
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}
