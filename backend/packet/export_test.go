package packet

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/binary"
	"io"
	"os"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet/columns"
	"chengzhuan/backend/store"
)

// What forged files are made of.
type (
	Header   = header
	Contents = contents
	Cert     = cert
	Part     = part
)

// The names and numbers of the format that its description has to give.
var (
	Magic         = magic
	PreambleSize  = preambleSize
	SigningText   = signing.Context
	Kinds         = []string{kindSync, kindRequest, kindWelcome}
	Limits        = map[string]int64{"maxHeader": maxHeader, "MaxFile": MaxFile, "maxPlain": maxPlain, "freePlain": freePlain, "maxRatio": maxRatio, "maxChanges": maxChanges, "maxContents": maxContents, "MaxBlock": columns.MaxBlock, "MaxHead": columns.MaxHead, "MaxChange": columns.MaxChange, "MaxShapes": columns.MaxShapes, "MaxKeys": columns.MaxKeys, "MaxFields": columns.MaxFields, "MaxTexts": columns.MaxTexts, "MaxRows": columns.MaxRows, "MaxOps": columns.MaxOps}
	KeptInFolder  = keptInFolder
	KeptParts     = keptParts
	LockFile      = lockFile
	PendingFile   = pendingFile
	Fingerprint   = fingerprint
	NumberKey     = numberKey
	WatchKey      = watchKey
	CopyTime      = copyTime
	CalmTime      = calmTime
	CalmChanges   = calmChanges
	PlainLimit    = plainLimit
	SignatureSize = ed25519.SignatureSize
)

// Admit returns the admission of a PC by the owner of a secret.
func Admit(secret, book, sign, box string, at int64) Cert {
	k, err := keysOf(secret)
	if err != nil {
		panic(err)
	}
	return certify(k, book, sign, box, at)
}

// Public returns the public keys of a secret.
func Public(secret string) (sign, box string) {
	k, err := keysOf(secret)
	if err != nil {
		panic(err)
	}
	return k.public()
}

// Identity returns what the owner of a secret decrypts with.
func Identity(secret string) age.Identity {
	k, err := keysOf(secret)
	if err != nil {
		panic(err)
	}
	return k.box
}

// NewSecret draws a secret.
func NewSecret() string {
	s, err := newSecret()
	if err != nil {
		panic(err)
	}
	return s
}

// Chain returns the admissions that a PC shows of itself.
func (x *Exchange) Chain(ctx context.Context) ([]Cert, error) {
	r, err := x.roster(ctx)
	if err != nil {
		return nil, err
	}
	return r.certs(r.own[0]), nil
}

// Forge writes a file with a right signature of the owner of a secret, whatever is in it.
func Forge(path, secret string, h Header, c Contents, wires []*oplog.Wire, to ...string) error {
	k, err := keysOf(secret)
	if err != nil {
		return err
	}
	boxes, err := boxesOf(to)
	if err != nil {
		return err
	}
	_, err = writeFile(path, k, h, func(w io.Writer) error {
		p, err := newPayload(w, boxes, c)
		if err != nil {
			return err
		}
		for _, wire := range wires {
			if err := p.add(wire); err != nil {
				return err
			}
		}
		return p.close()
	}, nil)
	return err
}

func boxesOf(to []string) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, text := range to {
		box, err := age.ParseX25519Recipient(text)
		if err != nil {
			return nil, err
		}
		out = append(out, box)
	}
	return out, nil
}

// ForgePlain is Forge for content of any bytes; before compression unless raw is set.
func ForgePlain(path, secret string, h Header, plain io.Reader, raw bool, to ...string) error {
	k, err := keysOf(secret)
	if err != nil {
		return err
	}
	boxes, err := boxesOf(to)
	if err != nil {
		return err
	}
	_, err = writeFile(path, k, h, func(w io.Writer) error {
		seal, err := age.Encrypt(w, boxes...)
		if err != nil {
			return err
		}
		if raw {
			if _, err := io.Copy(seal, plain); err != nil {
				return err
			}
			return seal.Close()
		}
		pack, err := zstd.NewWriter(seal)
		if err != nil {
			return err
		}
		if _, err := io.Copy(pack, plain); err != nil {
			return err
		}
		if err := pack.Close(); err != nil {
			return err
		}
		return seal.Close()
	}, nil)
	return err
}

// ForgeHead writes a file whose header is any bytes, rightly signed.
func ForgeHead(path, secret string, version uint32, head, body []byte) error {
	k, err := keysOf(secret)
	if err != nil {
		return err
	}
	size := preambleSize + len(head) + len(body) + ed25519.SignatureSize
	b := preamble(len(head), int64(size))
	binary.BigEndian.PutUint32(b[8:], version)
	b = append(append(b, head...), body...)
	digest := sha512.Sum512(b)
	sig, err := k.sign.Sign(nil, digest[:], signing)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, sig...), 0o600)
}

// EncodeHeader returns the header as it is written, with the key of a secret.
func EncodeHeader(secret string, h Header) []byte {
	k, err := keysOf(secret)
	if err != nil {
		panic(err)
	}
	h.Sign = k.sign.Public().(ed25519.PublicKey)
	return Encode(h)
}

// Encode returns an item as it is written.
func Encode(v any) []byte {
	b, err := encoding.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// EncodeBlock returns a block as it is written.
func EncodeBlock(b *columns.Block) []byte {
	out := Encode(blockItem{Changes: b.Changes, Ops: b.Ops, Columns: len(b.Columns)})
	for _, c := range b.Columns {
		out = append(out, Encode(c)...)
	}
	return out
}

// CheckFile opens a file and closes it again.
func CheckFile(path string) error {
	s, err := openFile(path)
	if err != nil {
		return err
	}
	return s.Close()
}

// ReadPlain reads content of a file of a size, behind compression and encryption, to its end.
func ReadPlain(plain []byte, size int64, each func(*oplog.Wire) error) (Contents, error) {
	u := newUnsealed(bytes.NewReader(plain), size, func() error { return nil })
	if err := u.begin(); err != nil {
		return Contents{}, err
	}
	for {
		w, err := u.next()
		if err != nil || w == nil {
			return u.contents, err
		}
		if each == nil {
			continue
		}
		if err := each(w); err != nil {
			return u.contents, err
		}
	}
}

// ReadFile reads a file to its end with the keys of a secret.
func ReadFile(path, secret string, each func(*oplog.Wire) error) (Header, Contents, error) {
	k, err := keysOf(secret)
	if err != nil {
		return Header{}, Contents{}, err
	}
	s, err := openFile(path)
	if err != nil {
		return Header{}, Contents{}, err
	}
	defer s.Close()
	if s.Kind == kindRequest {
		return s.header, Contents{}, nil
	}
	u, err := unseal(s, []age.Identity{k.box})
	if err != nil {
		return s.header, Contents{}, err
	}
	defer u.close()
	for {
		w, err := u.next()
		if err != nil || w == nil {
			return s.header, u.contents, err
		}
		if each != nil {
			if err := each(w); err != nil {
				return s.header, u.contents, err
			}
		}
	}
}

// PlainOf returns the content of a file before compression.
func PlainOf(path, secret string) ([]byte, error) {
	k, err := keysOf(secret)
	if err != nil {
		return nil, err
	}
	s, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	body, _, err := s.body()
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(body, k.box)
	if err != nil {
		return nil, err
	}
	unpack, err := zstd.NewReader(plain)
	if err != nil {
		return nil, err
	}
	defer unpack.Close()
	return io.ReadAll(unpack)
}

// OpenThenAlter opens a packet, lets the file be altered, and reads it to its end.
func OpenThenAlter(path, secret string, alter func()) error {
	k, err := keysOf(secret)
	if err != nil {
		return err
	}
	s, err := openFile(path)
	if err != nil {
		return err
	}
	defer s.Close()
	alter()
	u, err := unseal(s, []age.Identity{k.box})
	if err != nil {
		return err
	}
	defer u.close()
	for {
		if w, err := u.next(); err != nil || w == nil {
			return err
		}
	}
}

// Within returns the packets that a gap lies in.
func Within(parts []Part, replica, from, to int64) (first, last int) {
	return within(parts, store.Gap{Replica: replica, From: from, To: to})
}

// WriteFailing writes a file whose body meets an error on its way to the disk.
func WriteFailing(path, secret string, after int, fail error) error {
	k, err := keysOf(secret)
	if err != nil {
		return err
	}
	_, err = writeFile(path, k, header{Kind: kindSync}, func(w io.Writer) error {
		if _, err := w.Write(make([]byte, after)); err != nil {
			return err
		}
		return fail
	}, nil)
	return err
}

// HoldLock keeps others from syncing a data folder.
func HoldLock(ctx context.Context, dir string) (func(), error) { return lockFolder(ctx, dir) }

// CountReviews is what the page and an import say of how many reviews there are.
func (x *Exchange) CountReviews(ctx context.Context) (int, error) { return x.countReviews(ctx) }
