package upward

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// entry is one file inside a report file.
type entry struct {
	name string
	data []byte
}

// pack writes entries as a ZIP without compression: PDF and XLSX are compressed
// already, nothing can swell when it is read, and there is exactly one form of
// the same content, so a file that was altered or packed anew is noticed to the
// last byte. Total size is far below 4 GB.
func pack(entries []entry, t time.Time) []byte {
	le := binary.LittleEndian
	clock := uint16(t.Hour()<<11 | t.Minute()<<5 | t.Second()/2)
	date := uint16(max(t.Year()-1980, 0)<<9 | int(t.Month())<<5 | t.Day())
	// What the local header and the directory say alike.
	common := func(b []byte, e entry) []byte {
		b = le.AppendUint16(b, 20)     // version needed
		b = le.AppendUint16(b, 0x0800) // names are UTF-8
		b = le.AppendUint16(b, 0)      // stored
		b = le.AppendUint16(b, clock)
		b = le.AppendUint16(b, date)
		b = le.AppendUint32(b, crc32.ChecksumIEEE(e.data))
		b = le.AppendUint32(b, uint32(len(e.data)))
		b = le.AppendUint32(b, uint32(len(e.data)))
		b = le.AppendUint16(b, uint16(len(e.name)))
		return le.AppendUint16(b, 0) // no extra field
	}
	var out, directory []byte
	for _, e := range entries {
		at := uint32(len(out))
		out = common(le.AppendUint32(out, 0x04034b50), e)
		out = append(append(out, e.name...), e.data...)
		directory = le.AppendUint16(le.AppendUint32(directory, 0x02014b50), 3<<8|20) // by Unix: some readers take others' names for code page 437
		directory = common(directory, e)
		directory = append(directory, 0, 0, 0, 0, 0, 0)              // comment, disk, internal attributes
		directory = le.AppendUint32(directory, uint32(0o100644)<<16) // a plain file
		directory = le.AppendUint32(directory, at)
		directory = append(directory, e.name...)
	}
	start := uint32(len(out))
	out = append(out, directory...)
	out = le.AppendUint32(out, 0x06054b50)
	out = le.AppendUint32(out, 0) // this disk, disk of the directory
	out = le.AppendUint16(out, uint16(len(entries)))
	out = le.AppendUint16(out, uint16(len(entries)))
	out = le.AppendUint32(out, uint32(len(directory)))
	out = le.AppendUint32(out, start)
	return le.AppendUint16(out, 0) // no comment
}
