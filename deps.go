//go:build deps

// Package main lists, for `go mod tidy`, modules that only build steps use.
package main

import (
	_ "github.com/6tail/lunar-go/calendar"
	_ "github.com/fxamacker/cbor/v2"
	_ "github.com/jung-kurt/gofpdf"
	_ "github.com/klauspost/compress/zstd"
	_ "github.com/mattn/go-sqlite3"
	_ "github.com/mozillazg/go-pinyin"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/spf13/cobra"
	_ "github.com/wailsapp/wails/v2"
	_ "github.com/xuri/excelize/v2"
	_ "golang.org/x/text/encoding/simplifiedchinese"
	_ "pgregory.net/rapid"
)
