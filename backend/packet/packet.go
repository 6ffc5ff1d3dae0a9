// Package packet owns how the PCs of one book exchange what they did: the
// files, who may write and read them, what each PC lacks, and what waits for a
// person. It knows no register by name but its own roster, and no screen.
package packet

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
)

// Exchange is the sync of one open book. It is safe for concurrent use.
type Exchange struct {
	ledger *ledger.Ledger
}

// New returns the sync of an open book.
func New(l *ledger.Ledger) *Exchange { return &Exchange{ledger: l} }

// Progress tells how far a long work is; total 0 is not known. It may be nil.
type Progress func(phase string, done, total int)

var todo = errs.New(errs.Internal, "todo")

// Status returns how the book stands between its PCs.
func (x *Exchange) Status(ctx context.Context) (Status, error) { return Status{}, todo }

// Export writes a packet to a file, whole or not at all.
func (x *Exchange) Export(ctx context.Context, file string, opt ExportOptions, progress Progress) (Exported, error) {
	return Exported{}, todo
}

// FileName proposes a name for the next packet: 仁寿门社区-2号机-0014-20261122.czb.
func (x *Exchange) FileName(ctx context.Context) (string, error) { return "", todo }

// Import takes in packets: all of them are checked first, then each is one
// transaction. A file that is refused is named in the result and does not
// stop the others; the error is set only when nothing could be done.
func (x *Exchange) Import(ctx context.Context, files []string, progress Progress) (Imported, error) {
	return Imported{}, todo
}

// Inspect says what a file is. It changes nothing.
func (x *Exchange) Inspect(ctx context.Context, file string) (Inspected, error) {
	return Inspected{}, todo
}

// Reviews returns what waits for a decision, oldest first. Private values are
// masked unless reveal is set, which is logged.
func (x *Exchange) Reviews(ctx context.Context, reveal bool) ([]Review, error) { return nil, todo }

// Resolve decides a review: take is mine, theirs, both, the Op of a version, or
// a value as people write it; for a deletion also "keep" or "delete".
func (x *Exchange) Resolve(ctx context.Context, review, take string) error { return todo }

// Rename gives a PC of the roster another name.
func (x *Exchange) Rename(ctx context.Context, computer, name string) error { return todo }

// Remove takes a PC out of the book: packets it makes from now on are refused,
// and it cannot read new ones.
func (x *Exchange) Remove(ctx context.Context, computer string) error { return todo }

// ReadRequest shows who asks to join.
func (x *Exchange) ReadRequest(ctx context.Context, file string) (Request, error) {
	return Request{}, todo
}

// Welcome admits the PC of a request and writes the welcome packet for it: its
// admission, the roster and everything in the book.
func (x *Exchange) Welcome(ctx context.Context, request, file string, progress Progress) (Welcomed, error) {
	return Welcomed{}, todo
}

// SetWatch switches the watched folder on or off.
func (x *Exchange) SetWatch(ctx context.Context, on bool, folder string) error { return todo }

// RunWatch exports to and imports from the watched folder once; nil, nil where it is off.
func (x *Exchange) RunWatch(ctx context.Context) (*Imported, error) { return nil, todo }

// Join makes, in a data folder without a book, a request to join one. Asking
// again returns the same request under the new name.
func Join(ctx context.Context, dir, name, file string) (Request, error) { return Request{}, todo }

// Pending returns the request that waits in a data folder without a book; ok is false where none does.
func Pending(dir string) (r Request, ok bool, err error) { return Request{}, false, todo }

// Enter makes the book in dir out of the welcome packet among the files, which
// answers this folder's request, and takes in the other packets too.
func Enter(ctx context.Context, dir string, files []string, progress Progress) (Imported, error) {
	return Imported{}, todo
}
