package packet

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"filippo.io/age"

	"chengzhuan/backend/errs"
)

// keys are what one PC signs and reads with. Both come from one secret of 32
// bytes, so a copied data folder can still read what was meant for the original.
type keys struct {
	secret string // hexadecimal
	sign   ed25519.PrivateKey
	box    *age.X25519Identity
}

func newSecret() (string, error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", errs.Wrap(errs.Internal, err, "取随机数失败")
	}
	return hex.EncodeToString(b[:]), nil
}

func keysOf(secret string) (keys, error) {
	bad := func(err error) (keys, error) {
		return keys{}, errs.Wrap(errs.Damaged, err, "本机的同步密钥已损坏").Do("请用备份恢复账套，或在另一台电脑上重新添加本机")
	}
	raw, err := hex.DecodeString(secret)
	if err != nil || len(raw) != 32 {
		return bad(err)
	}
	seed, err := hkdf.Key(sha256.New, raw, nil, "chengzhuan sign 1", ed25519.SeedSize)
	if err != nil {
		return bad(err)
	}
	scalar, err := hkdf.Key(sha256.New, raw, nil, "chengzhuan box 1", 32)
	if err != nil {
		return bad(err)
	}
	box, err := age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", scalar)))
	if err != nil {
		return bad(err)
	}
	return keys{secret, ed25519.NewKeyFromSeed(seed), box}, nil
}

// public returns the texts of the public keys.
func (k keys) public() (sign, box string) {
	return hex.EncodeToString(k.sign.Public().(ed25519.PublicKey)), k.box.Recipient().String()
}

// fingerprint names a pair of public keys in six groups of four digits: 79
// bits, easy to read out over the phone.
func fingerprint(sign, box string) string {
	sum := sha256.Sum256([]byte("chengzhuan fingerprint 1\n" + sign + "\n" + box))
	groups := make([]string, 6)
	for i := range groups {
		n := uint32(sum[4*i])<<24 | uint32(sum[4*i+1])<<16 | uint32(sum[4*i+2])<<8 | uint32(sum[4*i+3])
		groups[i] = fmt.Sprintf("%04d", n%10000)
	}
	return strings.Join(groups, " ")
}

// bech32 is the text form that age gives its keys (BIP 173).
func bech32(prefix string, data []byte) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var five []byte
	acc, bits := 0, 0
	for _, b := range data {
		acc, bits = acc<<8|int(b), bits+8
		for bits >= 5 {
			bits -= 5
			five = append(five, byte(acc>>bits&31))
		}
		acc &= 1<<bits - 1
	}
	if bits > 0 {
		five = append(five, byte(acc<<(5-bits)&31))
	}
	var all []byte
	for _, c := range []byte(prefix) {
		all = append(all, c>>5)
	}
	all = append(all, 0)
	for _, c := range []byte(prefix) {
		all = append(all, c&31)
	}
	all = append(append(all, five...), 0, 0, 0, 0, 0, 0)
	check := uint32(1)
	for _, v := range all {
		top := check >> 25
		check = check&0x1ffffff<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	check ^= 1
	out := []byte(prefix + "1")
	for _, v := range five {
		out = append(out, letters[v])
	}
	for i := range 6 {
		out = append(out, letters[check>>(5*(5-i))&31])
	}
	return string(out)
}
