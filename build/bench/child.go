package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// childArg makes this program run one command and report what it used.
//
// Linux counts into a new process's peak memory what its parent held at the
// moment of exec. The bench is large once it has made a book, so a small process
// stands between it and what is measured.
const childArg = "-measure-child"

// usage is what one run of a command took. Peak is the largest resident size in
// MB of any one process of it (wait4: the command and the descendants it waited
// for), so of a program of several processes it counts too little, never too much.
type usage struct {
	Wall time.Duration
	CPU  time.Duration
	Peak float64
	Out  string `json:"-"` // standard output
}

// childMain is the small process: it runs the command, passes its output on and
// writes the usage to descriptor 3.
func childMain(args []string) int {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	if cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 127
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	u := usage{Wall: wall, CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Peak: float64(used.Maxrss) / 1024}
	if err := json.NewEncoder(os.NewFile(3, "usage")).Encode(u); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 126
	}
	if err != nil {
		return max(cmd.ProcessState.ExitCode(), 1)
	}
	return 0
}

// childLimit ends a command that hangs.
const childLimit = 5 * time.Minute

// measure runs a command and returns what it used.
func measure(ctx context.Context, env []string, name string, args ...string) (usage, error) {
	return measureWithin(ctx, childLimit, env, name, args...)
}

// measureWithin is measure for what may take longer, or must not.
func measureWithin(ctx context.Context, limit time.Duration, env []string, name string, args ...string) (usage, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	self, err := os.Executable()
	if err != nil {
		return usage{}, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return usage{}, err
	}
	defer read.Close()
	var out, errText strings.Builder
	cmd := exec.CommandContext(ctx, self, append([]string{childArg, name}, args...)...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = &out, &errText, []*os.File{write}
	cmd.Env = append(os.Environ(), env...)
	// A group of its own, so that on a time-out what it started ends as well.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	err = cmd.Run()
	write.Close()
	if err != nil {
		if ctx.Err() != nil {
			err = errors.Join(err, context.Cause(ctx))
		}
		return usage{}, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, strings.TrimSpace(errText.String()+out.String()))
	}
	var u usage
	if err := json.NewDecoder(read).Decode(&u); err != nil {
		return usage{}, fmt.Errorf("%s: no usage: %w", name, err)
	}
	u.Out = out.String()
	return u, nil
}

// repeat measures a command several times: the median time, the median peak.
func repeat(ctx context.Context, n int, once func(run int) (usage, error)) (wall, peak float64, last usage, err error) {
	var walls []time.Duration
	var peaks []float64
	for i := range n {
		if last, err = once(i); err != nil {
			return 0, 0, last, err
		}
		walls, peaks = append(walls, last.Wall), append(peaks, last.Peak)
	}
	return median(walls), middle(peaks), last, ctx.Err()
}
