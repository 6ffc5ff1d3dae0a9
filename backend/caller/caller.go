// Package caller carries who is calling, and through which face, in the
// context. Rights will be enforced at the one door that reads it.
package caller

import "context"

// Face is the way a call came in.
type Face string

// The three faces of the program, and the program itself.
const (
	Window  Face = "window"
	Browser Face = "browser"
	Command Face = "command"
	System  Face = "system"
)

// Caller names the operator (the name set on this PC, may be empty) and the face.
type Caller struct {
	Operator string
	Face     Face
}

type key struct{}

// With returns a context that carries c.
func With(ctx context.Context, c Caller) context.Context { return context.WithValue(ctx, key{}, c) }

// From returns the caller in ctx; without one it is the program itself.
func From(ctx context.Context) Caller {
	if c, ok := ctx.Value(key{}).(Caller); ok {
		return c
	}
	return Caller{Face: System}
}
