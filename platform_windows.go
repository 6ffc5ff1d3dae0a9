package main

import (
	"os"

	"golang.org/x/sys/windows"
)

var (
	kernel32      = windows.NewLazySystemDLL("kernel32.dll")
	attachProcess = kernel32.NewProc("AttachConsole")
)

// attachConsole lets a command print. The program is linked for the GUI
// subsystem, so that the window has no black box beside it: started from
// cmd.exe it has no streams at all until it attaches to that console. Streams
// that were redirected to a file or a pipe are there from the start and stay.
func attachConsole(command bool) {
	if !command {
		discardMissing()
		return
	}
	noIn, noOut, noErr := missing(windows.STD_INPUT_HANDLE), missing(windows.STD_OUTPUT_HANDLE), missing(windows.STD_ERROR_HANDLE)
	// Handles of a console that cmd.exe passed on work only once attached, so
	// attach in any case; without a parent console it fails and nothing is lost.
	const parent = ^uintptr(0)
	if ok, _, _ := attachProcess.Call(parent); ok == 0 {
		discardMissing()
		return
	}
	if noIn {
		reopen(&os.Stdin, "CONIN$", windows.STD_INPUT_HANDLE)
	}
	if noOut {
		reopen(&os.Stdout, "CONOUT$", windows.STD_OUTPUT_HANDLE)
	}
	if noErr {
		reopen(&os.Stderr, "CONOUT$", windows.STD_ERROR_HANDLE)
	}
}

// missing reports whether the process was started without this stream.
func missing(id uint32) bool {
	h, err := windows.GetStdHandle(id)
	if err != nil || h == 0 || h == windows.InvalidHandle {
		return true
	}
	t, err := windows.GetFileType(h)
	return err != nil && t == windows.FILE_TYPE_UNKNOWN
}

// discardMissing lets what is printed vanish where nobody can see it, instead
// of failing the work that prints.
func discardMissing() {
	for id, stream := range map[uint32]**os.File{windows.STD_OUTPUT_HANDLE: &os.Stdout, windows.STD_ERROR_HANDLE: &os.Stderr} {
		if !missing(id) {
			continue
		}
		if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
			*stream = null
		}
	}
}

func reopen(stream **os.File, name string, id uint32) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return
	}
	_ = windows.SetStdHandle(id, h)
	// os.NewFile sees that it is a console and writes UTF-16 to it: Chinese is
	// right whatever the code page of the console.
	*stream = os.NewFile(uintptr(h), name)
}

// hold shows text in a box and returns when the user closes it: a program
// without a window or a console has no other way to be ended.
var hold = func(text string) {
	message, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, _ := windows.UTF16PtrFromString("城砖")
	_, _ = windows.MessageBox(0, message, title, windows.MB_OK|windows.MB_ICONINFORMATION|windows.MB_SETFOREGROUND)
}

// browse opens an address in the browser that the person uses.
func browse() func(address string) error {
	return func(address string) error {
		verb, _ := windows.UTF16PtrFromString("open")
		target, err := windows.UTF16PtrFromString(address)
		if err != nil {
			return err
		}
		return windows.ShellExecute(0, verb, target, nil, nil, windows.SW_SHOWNORMAL)
	}
}
