package main

import (
	"os"
	"path/filepath"
	"runtime/pprof"
)

// profiling begins a CPU profile of a measure if one is wanted.
func (b *bench) profiling(name string) (stop func(), err error) {
	if b.profile == "" {
		return func() {}, nil
	}
	if err := os.MkdirAll(b.profile, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Join(b.profile, name+".pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		f.Close()
	}, nil
}
