//go:build !windows

package store

import (
	"fmt"
	"os"
	"syscall"
)

// machineID names this PC, as far as it has a name that a copied disk lacks.
func machineID() string {
	host, _ := os.Hostname()
	return firstLine("/etc/machine-id") + " " + host
}

// fileID names the file itself, by disk and number on it: a copy has another.
func fileID(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("%d:%d", st.Dev, st.Ino)
	}
	return ""
}
