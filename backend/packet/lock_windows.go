package packet

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks an open file and reports whether somebody else has it.
func tryLock(f *os.File) (busy bool) {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	return errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING)
}
