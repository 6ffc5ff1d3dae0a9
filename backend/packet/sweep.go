package packet

import (
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// orphaned is how old a temporary file must be to be nobody's.
const orphaned = 24 * time.Hour

// temporaryName is what this program calls its temporary files, and nobody else does.
var temporaryName = regexp.MustCompile(`^(chengzhuan-[0-9]+\.body|\.chengzhuan-[0-9]+\.tmp)$`)

// sweep removes temporary files that a program left which was killed while it
// wrote. Whatever cannot be removed does no harm.
func sweep(now time.Time, folders ...string) {
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !temporaryName.MatchString(e.Name()) {
				continue
			}
			if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > orphaned {
				os.Remove(filepath.Join(folder, e.Name()))
			}
		}
	}
}
