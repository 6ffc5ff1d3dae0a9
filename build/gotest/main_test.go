package main

import (
	"bytes"
	"strings"
	"testing"
)

func tallied(t *testing.T, lines string) (*tally, string) {
	t.Helper()
	var out bytes.Buffer
	c := newTally(&out)
	if err := read(strings.NewReader(lines), c); err != nil {
		t.Fatal(err)
	}
	c.close()
	return c, out.String()
}

func TestFailureIsShownAndPassIsNot(t *testing.T) {
	c, out := tallied(t, `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"fine\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:1: wrong\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestC","Output":"=== RUN   TestC\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"    c_test.go:1: no qpdf here\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"--- SKIP: TestC (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestC"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
`)
	if c.passed != 1 || c.failed != 1 || c.skipped != 1 || c.badPackages != 1 {
		t.Errorf("%+v", c)
	}
	for _, want := range []string{"b_test.go:1: wrong", "FAIL\tp\t0.1s", "skipped: p TestC: c_test.go:1: no qpdf here", "FAILED: p TestB", "1 passed, 1 failed, 1 skipped tests in 1 packages (1 failed)"} {
		if !strings.Contains(out, want) {
			t.Errorf("missing %q in:\n%s", want, out)
		}
	}
	if strings.Contains(out, "fine") {
		t.Error("the output of a passed test is noise")
	}
}

func TestCrashShowsTheRunningTest(t *testing.T) {
	c, out := tallied(t, `{"Action":"output","Package":"p","Test":"TestA","Output":"panic: oh\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
`)
	if c.badPackages != 1 || !strings.Contains(out, "panic: oh") {
		t.Errorf("%+v\n%s", c, out)
	}
}

func TestBuildFailureIsShown(t *testing.T) {
	c, out := tallied(t, `{"ImportPath":"p","Action":"build-output","Output":"a.go:1: undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
{"Action":"output","Package":"p","Output":"FAIL\tp [build failed]\n"}
{"Action":"fail","Package":"p","FailedBuild":"p"}
`)
	if c.badPackages != 1 || !strings.Contains(out, "undefined: x") || !strings.Contains(out, "p (does not build)") {
		t.Errorf("%+v\n%s", c, out)
	}
}
