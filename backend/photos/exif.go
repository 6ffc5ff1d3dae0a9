package photos

import (
	"bytes"
	"encoding/binary"
	"strings"

	"chengzhuan/backend/cn"
)

// exif is what is read of what a camera wrote into a JPEG file; all else is left behind.
type exif struct {
	turn int // 1 to 8, how the picture lies (Exif 2.3, tag 0x0112)
	day  cn.Date
}

// Tags of Exif 2.3.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769 // where the second list of tags stands
	tagTaken       = 0x9003 // 2006:01:02 15:04:05
	typeASCII      = 2
	typeShort      = 3
	typeLong       = 4
)

// readExif reads the APP1 segment of a JPEG file. Whatever is malformed counts as not
// there: a picture is not refused for what its camera wrote.
func readExif(data []byte) exif {
	out := exif{turn: 1}
	for rest := data[min(2, len(data)):]; len(rest) >= 4 && rest[0] == 0xff; {
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if rest[1] == 0xda || size < 4 || size > len(rest) { // the picture itself begins
			break
		}
		if tiff, ok := bytes.CutPrefix(rest[4:size], []byte("Exif\x00\x00")); ok && rest[1] == 0xe1 {
			readTIFF(tiff, &out)
			break
		}
		rest = rest[size:]
	}
	return out
}

// readTIFF reads the two lists of tags that matter.
func readTIFF(tiff []byte, out *exif) {
	if len(tiff) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(tiff[:2]) == "MM" {
		order = binary.BigEndian
	}
	var second uint32
	eachTag(tiff, order, order.Uint32(tiff[4:]), func(tag, kind uint16, count uint32, value []byte) {
		switch {
		case tag == tagOrientation && kind == typeShort && count == 1:
			if n := int(order.Uint16(value)); n >= 1 && n <= 8 {
				out.turn = n
			}
		case tag == tagExif && kind == typeLong && count == 1:
			second = order.Uint32(value)
		}
	})
	eachTag(tiff, order, second, func(tag, kind uint16, count uint32, value []byte) {
		if tag != tagTaken || kind != typeASCII || count < 10 || count > 64 {
			return
		}
		at := order.Uint32(value)
		if int64(at)+10 > int64(len(tiff)) {
			return
		}
		day := strings.ReplaceAll(string(tiff[at:at+10]), ":", "-")
		if d, err := cn.ParseDate(day); err == nil && d.Full() && string(d) == day {
			out.day = d
		}
	})
}

// eachTag calls f with every entry of a list of tags; value has four bytes.
func eachTag(tiff []byte, order binary.ByteOrder, at uint32, f func(tag, kind uint16, count uint32, value []byte)) {
	if at < 8 || int64(at)+2 > int64(len(tiff)) {
		return
	}
	n := int(order.Uint16(tiff[at:]))
	for rest := tiff[at+2:]; n > 0 && len(rest) >= 12; n, rest = n-1, rest[12:] {
		f(order.Uint16(rest), order.Uint16(rest[2:]), order.Uint32(rest[4:]), rest[8:12])
	}
}
