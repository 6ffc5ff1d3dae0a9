package packet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
)

// unused returns a path that no file has: a copy of this PC that nobody has
// noticed yet gives its packets the same names.
func unused(folder, name string) string {
	base := strings.TrimSuffix(name, Extension)
	path := filepath.Join(folder, name)
	for i := 2; ; i++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", base, i, Extension))
	}
}

// packetName reports whether a file of the folder is called like one of ours.
func packetName(e os.DirEntry) bool {
	return !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), Extension) && !strings.HasPrefix(e.Name(), ".")
}

// fileMark tells a file from what else may once have its name.
func fileMark(at os.FileInfo) string {
	return fmt.Sprintf("%s %d %d", at.Name(), at.Size(), at.ModTime().UnixMilli())
}

// ofBook reports whether a file is a sync packet of a book, to its last byte. The
// files of others and what is no packet at all are told apart from their first bytes.
func ofBook(path, book string) (bool, error) {
	peek, err := peekFile(path)
	if errs.Is(err, errs.Invalid) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer peek.Close()
	if peek.Kind != kindSync || peek.Book != book {
		return false, nil
	}
	s, err := openFile(path)
	if err != nil {
		return false, err
	}
	return true, s.Close()
}

// settledFor reports whether a file need not be looked at again: it was taken in,
// or refused for a reason that will not go away.
func settledFor(err error) bool {
	var untrusted *untrustedError
	return err == nil || !errors.As(err, &untrusted) && (errs.Is(err, errs.Denied) || errs.Is(err, errs.Invalid))
}

// tidy removes this PC's older packets from the folder: the newest holds all
// that anybody is not known to have.
func (x *Exchange) tidy(ctx context.Context, folder string, r *roster) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	type own struct {
		path   string
		number int
	}
	var list []own
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if !packetName(e) {
			continue
		}
		s, err := peekFile(path)
		if err != nil {
			continue
		}
		if s.Kind == kindSync && s.Book == r.book && s.signText() == r.own[0] {
			list = append(list, own{path, s.Number})
		}
		s.Close()
	}
	slices.SortFunc(list, func(a, b own) int { return cmp.Compare(b.number, a.number) })
	for i := keptInFolder; i < len(list); i++ {
		os.Remove(list[i].path) // left where it cannot be removed: it does no harm
	}
}
