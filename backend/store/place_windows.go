package store

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// machineID names this PC: the installation of Windows, the computer's name and
// the serial number of the system drive. A disk image keeps the first and the
// last; an office gives its PCs different names.
func machineID() string {
	id := ""
	if k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, registry.QUERY_VALUE|registry.WOW64_64KEY); err == nil {
		id, _, _ = k.GetStringValue("MachineGuid")
		k.Close()
	}
	host, _ := os.Hostname()
	board := ""
	if k, err := registry.OpenKey(registry.LOCAL_MACHINE, `HARDWARE\DESCRIPTION\System\BIOS`, registry.QUERY_VALUE); err == nil {
		maker, _, _ := k.GetStringValue("SystemManufacturer")
		product, _, _ := k.GetStringValue("SystemProductName")
		board = maker + product
		k.Close()
	}
	var serial uint32
	if drive := os.Getenv("SystemDrive"); drive != "" {
		if root, err := windows.UTF16PtrFromString(drive + `\`); err == nil {
			_ = windows.GetVolumeInformation(root, nil, 0, &serial, nil, nil, nil, 0)
		}
	}
	return fmt.Sprintf("%s %s %s %08x", id, board, host, serial)
}

// fileID names the file itself where the disk gives files lasting names (NTFS);
// on a USB stick it is "" because FAT numbers files anew.
func fileID(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	name, err := windows.UTF16PtrFromString(abs)
	if err != nil {
		return ""
	}
	fs := make([]uint16, 32)
	if root, err := windows.UTF16PtrFromString(filepath.VolumeName(abs) + `\`); err != nil || windows.GetVolumeInformation(root, nil, 0, nil, nil, nil, &fs[0], uint32(len(fs))) != nil || windows.UTF16ToString(fs) != "NTFS" {
		return ""
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return ""
	}
	defer windows.CloseHandle(h)
	var info windows.ByHandleFileInformation
	if windows.GetFileInformationByHandle(h, &info) != nil {
		return ""
	}
	return fmt.Sprintf("%08x%08x%08x", info.VolumeSerialNumber, info.FileIndexHigh, info.FileIndexLow)
}
