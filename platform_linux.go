package main

import (
	"os"
	"os/exec"
)

// attachConsole has nothing to do: a program on Linux always has its streams.
func attachConsole(bool) {}

// hold is not needed where a served page can be ended from the terminal.
var hold func(text string)

// browse opens an address in the browser of the desktop; nil without a desktop.
func browse() func(address string) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	return func(address string) error {
		cmd := exec.Command("xdg-open", address)
		if err := cmd.Start(); err != nil {
			return err
		}
		go func() { _ = cmd.Wait() }()
		return nil
	}
}
