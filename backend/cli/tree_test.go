package cli

import (
	"regexp"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var han = regexp.MustCompile(`\p{Han}`)

// Every command and every flag explains itself in Chinese, belongs to a group of
// the help, and says how many arguments it takes.
func TestCommandsExplainThemselves(t *testing.T) {
	root := (&app{}).root()
	groups := map[string]bool{"": true}
	for _, g := range root.Groups() {
		groups[g.ID] = true
	}
	n := 0
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		n++
		if !han.MatchString(c.Short) {
			t.Errorf("%s: no explanation", c.CommandPath())
		}
		if c.RunE == nil || c.Args == nil && c.Name() != "help" {
			t.Errorf("%s: does nothing, or takes any number of arguments", c.CommandPath())
		}
		if !groups[c.GroupID] || c.Parent() == root && c.GroupID == "" {
			t.Errorf("%s: group %q", c.CommandPath(), c.GroupID)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if name, text := pflag.UnquoteUsage(f); !han.MatchString(text) || f.Value.Type() != "bool" && !han.MatchString(name) {
				t.Errorf("%s --%s: %q %q", c.CommandPath(), f.Name, name, text)
			}
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	if n < 20 {
		t.Errorf("only %d commands", n)
	}
}
