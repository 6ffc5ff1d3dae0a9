//go:build desktop

package main

import (
	"errors"
	"os"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/errs"
)

// Where Windows keeps, for this user alone, what opens a kind of file. Nothing
// is written for the machine, so no administrator is needed.
const (
	classes     = `Software\Classes\`
	packetClass = "Chengzhuan.Packet"
	packetName  = "城砖同步文件"
)

// assocChanged tells the Explorer to draw its icons anew (SHCNE_ASSOCCHANGED).
const assocChanged = 0x08000000

var (
	shell32        = windows.NewLazySystemDLL("shell32.dll")
	changeNotified = shell32.NewProc("SHChangeNotify")
)

// OpensPackets reports whether a double click on a packet starts this program on
// this window's book.
func (s *shell) OpensPackets() (bool, error) {
	class, err := classValue(bind.PacketExtension)
	if err != nil || class != packetClass {
		return false, err
	}
	have, err := classValue(packetClass + `\shell\open\command`)
	if err != nil {
		return false, err
	}
	want, err := s.openCommand()
	return strings.EqualFold(have, want), err
}

// OpenPackets makes the double click on a packet start this program, or no longer.
// What another program has set for the ending is left alone when switching off.
func (s *shell) OpenPackets(on bool) error {
	command, err := s.openCommand()
	if err != nil {
		return err
	}
	if on {
		program, _, _ := strings.Cut(strings.TrimPrefix(command, `"`), `"`)
		for _, v := range [][2]string{
			{packetClass, packetName},
			{packetClass + `\DefaultIcon`, `"` + program + `",0`},
			{packetClass + `\shell\open\command`, command},
			{bind.PacketExtension, packetClass},
		} {
			if err := setClassValue(v[0], v[1]); err != nil {
				return err
			}
		}
	} else {
		if class, err := classValue(bind.PacketExtension); err != nil {
			return err
		} else if class == packetClass {
			if err := removeKey(bind.PacketExtension); err != nil {
				return err
			}
		}
		for _, key := range []string{`\shell\open\command`, `\shell\open`, `\shell`, `\DefaultIcon`, ""} {
			if err := removeKey(packetClass + key); err != nil {
				return err
			}
		}
	}
	_, _, _ = changeNotified.Call(assocChanged, 0, 0, 0)
	return nil
}

// openCommand is what Windows runs: this program, on this window's book where it
// is not the usual one.
func (s *shell) openCommand() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", errs.Wrap(errs.Internal, err, "找不到城砖自己的程序文件").Do("请重新打开城砖再试")
	}
	return openCommand(program, s.data, dataFolder(func(key string) string {
		// The Explorer does not know what a terminal set for one start.
		if key == "CHENGZHUAN_DATA" {
			return ""
		}
		return os.Getenv(key)
	})), nil
}

func classValue(key string) (string, error) {
	k, err := registry.OpenKey(registry.CURRENT_USER, classes+key, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", registryFailed(err)
	}
	defer k.Close()
	v, _, err := k.GetStringValue("")
	if errors.Is(err, registry.ErrNotExist) || errors.Is(err, registry.ErrUnexpectedType) {
		return "", nil
	}
	if err != nil {
		return "", registryFailed(err)
	}
	return v, nil
}

func setClassValue(key, value string) error {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, classes+key, registry.SET_VALUE)
	if err != nil {
		return registryFailed(err)
	}
	defer k.Close()
	if err := k.SetStringValue("", value); err != nil {
		return registryFailed(err)
	}
	return nil
}

// removeKey takes a key away; one that another program has put keys into stays.
func removeKey(key string) error {
	err := registry.DeleteKey(registry.CURRENT_USER, classes+key)
	if err == nil || errors.Is(err, registry.ErrNotExist) || errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return nil
	}
	return registryFailed(err)
}

func registryFailed(err error) error {
	return errs.Wrap(errs.Denied, err, "Windows 不让改这项设定").Do("请让维护人员看看这台电脑的组策略；不改也能用：在「同步」页里选择文件导入")
}

// The window offers the switch on Windows.
var _ bind.Opener = (*shell)(nil)
