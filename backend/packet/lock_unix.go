//go:build !windows

package packet

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks an open file and reports whether somebody else has it.
func tryLock(f *os.File) (busy bool) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return errors.Is(err, syscall.EWOULDBLOCK)
		}
	}
}
