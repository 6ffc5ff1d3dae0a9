package ledger_test

import "fmt"

func show(v any) string { return fmt.Sprintf("%+v", v) }
