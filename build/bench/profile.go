package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime/pprof"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
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

// profileRoster prints once inside this process for the profiles of time and of
// what was allocated: a command's own cannot be seen from outside.
func (b *bench) profileRoster(ctx context.Context, dir, name string) error {
	if b.profile == "" {
		return nil
	}
	s, err := store.Open(ctx, dir, registers.All(), store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	stop, err := b.profiling(name)
	if err != nil {
		return err
	}
	_, err = documents.Print(b.context(ctx), ledger.New(s), "member_roster", nil, documents.Options{})
	stop()
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(b.profile, name+"-memory.pprof"))
	if err != nil {
		return err
	}
	defer f.Close()
	return pprof.Lookup("allocs").WriteTo(f, 0)
}
