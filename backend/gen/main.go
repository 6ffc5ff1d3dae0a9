// Command gen writes the generated files: the TypeScript client of the bound
// structs, the declarations of the registers for the page, and a draft of the
// migration that the declarations need. Run it by `make gen`.
package main

import (
	"context"
	"fmt"
	"os"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	api, err := bind.TypeScript()
	if err != nil {
		return err
	}
	declarations, err := bind.RegistersTypeScript(registers.All())
	if err != nil {
		return err
	}
	draft, err := store.PendingDraft(context.Background(), registers.All())
	if err != nil {
		return err
	}
	files := map[string]string{"frontend/src/gen/api.ts": api, "frontend/src/gen/registers.ts": declarations}
	if draft != "" {
		name := fmt.Sprintf("backend/store/migrations/%04d_draft.sql", len(store.Migrations())+1)
		files[name] = draft
		fmt.Println("gen: read and rename", name)
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
