//go:build !desktop

package main

import "context"

// openWindow of a build without a window says so; the caller serves the page
// to a browser instead.
func openWindow(context.Context, Window) error {
	return errNoWindow{"这个版本不带窗口"}
}
