// Package bind is what the page may call: one bound struct per feature, all
// DTOs plain structs of strings, integers and lists. A method converts, calls
// and returns; rules live below. Both faces, the window and the loopback
// bridge, expose the same structs.
package bind

import (
	"fmt"
	"log/slog"
	"runtime/debug"

	"chengzhuan/backend/errs"
)

// fail turns an error into the JSON text that the page decodes; nil stays nil.
func fail(err error) error {
	if err == nil {
		return nil
	}
	e := errs.Of(err)
	if e.Code == errs.Internal {
		slog.Error("call failed", "cause", fmt.Sprintf("%T", e.Unwrap()), "detail", e.Unwrap())
	}
	return jsonError(e.JSON())
}

type jsonError string

func (e jsonError) Error() string { return string(e) }

// guard recovers a panic into an error: after a panic in the window the
// promise of the page would never settle.
func guard(err *error) {
	if r := recover(); r != nil {
		slog.Error("panic in a call", "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		*err = jsonError(errs.New(errs.Internal, "程序内部出错，这一步没有完成").Do("请再试一次；仍然出错请把日志交给维护人员").JSON())
	}
}
