// Package errs owns the one error type of the program. It knows no other
// package: every layer returns it, the faces (window, browser, command) show it.
package errs

import (
	"encoding/json"
	"errors"
)

// Code says what kind of failure it is; the faces choose an exit code or an icon by it.
type Code string

// The closed list of codes.
const (
	Invalid  Code = "invalid"  // the input is wrong; Field says where
	NotFound Code = "notfound" // what was asked for does not exist
	Conflict Code = "conflict" // someone else changed it meanwhile, or it exists already
	Denied   Code = "denied"   // refused on purpose: rights, privacy, safety
	Busy     Code = "busy"     // locked by another program; trying again later helps
	Newer    Code = "newer"    // written by a newer version of the program
	Damaged  Code = "damaged"  // a file or database is not what it should be
	Disk     Code = "disk"     // disk full, medium pulled out, no write permission
	Canceled Code = "canceled" // the user stopped it
	Usage    Code = "usage"    // a command was called in a wrong way
	Internal Code = "internal" // a fault of ours
)

// Error is what the user is told: Message says what happened and where, Field
// names the field (a schema key) if there is one, Hint says what to do next.
// Message and Hint are Simplified Chinese and carry no personal data.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field,omitempty"`
	Hint    string `json:"hint,omitempty"`
	cause   error
}

// New makes an error with a code and a Chinese message.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Wrap makes an error that keeps its cause for the log; the cause is never shown.
func Wrap(code Code, cause error, message string) *Error {
	return &Error{Code: code, Message: message, cause: cause}
}

// In returns a copy that names the field at fault.
func (e *Error) In(field string) *Error { c := *e; c.Field = field; return &c }

// Do returns a copy with the next step for the user.
func (e *Error) Do(hint string) *Error { c := *e; c.Hint = hint; return &c }

// Error returns the message alone; it is safe to show.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, for errors.Is and the log.
func (e *Error) Unwrap() error { return e.cause }

// JSON returns the error as the text that crosses the bridge.
func (e *Error) JSON() string {
	b, err := json.Marshal(e)
	if err != nil {
		return `{"code":"internal","message":"程序内部出错"}`
	}
	return string(b)
}

// Of turns any error into an *Error; an unknown one becomes Internal with a
// general message, its text kept only as the cause.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Wrap(Internal, err, "程序内部出错，这一步没有完成").Do("请再试一次；仍然出错请把日志交给维护人员")
}

// Is reports whether err is an *Error with the given code.
func Is(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}
