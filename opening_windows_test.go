//go:build desktop

package main

import (
	"strings"
	"testing"

	"golang.org/x/sys/windows/registry"

	"chengzhuan/backend/bind"
)

// The switch writes for this user alone, is read back, and leaves what another
// program has set for the ending.
func TestOpenPackets(t *testing.T) {
	if class, err := classValue(bind.PacketExtension); err != nil || class != "" {
		t.Skip("somebody has set what opens packets here")
	}
	const data = `D:\台账`
	s := &shell{data: data}
	state := func(want bool) {
		t.Helper()
		if on, err := s.OpensPackets(); err != nil || on != want {
			t.Fatalf("opens packets: %v, %v, want %v", on, err, want)
		}
	}
	state(false)
	if err := s.OpenPackets(true); err != nil {
		t.Fatal(err)
	}
	state(true)
	if command, err := classValue(packetClass + `\shell\open\command`); err != nil || !strings.HasSuffix(command, `--data "`+data+`" "%1"`) {
		t.Errorf("the Explorer runs %s, %v", command, err)
	}
	// Of another book it is another switch.
	if on, err := (&shell{data: data + "2"}).OpensPackets(); err != nil || on {
		t.Errorf("another book: %v, %v", on, err)
	}
	if err := s.OpenPackets(false); err != nil {
		t.Fatal(err)
	}
	state(false)
	for _, key := range []string{packetClass, bind.PacketExtension} {
		if k, err := registry.OpenKey(registry.CURRENT_USER, classes+key, registry.QUERY_VALUE); err == nil {
			k.Close()
			t.Errorf("%s is left behind", key)
		}
	}
	if err := setClassValue(bind.PacketExtension, "Other.Program"); err != nil {
		t.Fatal(err)
	}
	defer removeKey(bind.PacketExtension)
	if err := s.OpenPackets(false); err != nil {
		t.Fatal(err)
	}
	if class, err := classValue(bind.PacketExtension); err != nil || class != "Other.Program" {
		t.Errorf("the other program's ending is now %q, %v", class, err)
	}
}
