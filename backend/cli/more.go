package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func (a *app) addMore(root *cobra.Command) {
	add(root, "more", a.serveCommand(), &cobra.Command{Use: "version", Short: "显示版本", Args: between(0, 0), RunE: a.version})
}

func (a *app) version(*cobra.Command, []string) error {
	return a.answer(object{{"version", a.env.Version}}, func(w io.Writer) { fmt.Fprintln(w, "城砖", a.env.Version) })
}
