package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
)

func (a *app) settingsCommand() *cobra.Command {
	list := a.book(a.settings)
	c := &cobra.Command{Use: "settings [list | set 规则 数字]", Short: "查看或修改规则数字（换届提醒、预备期提醒 等）", RunE: list,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		}}
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "列出全部规则数字", Args: between(0, 0), RunE: list},
		&cobra.Command{
			Use: "set 规则 数字", Short: "修改一个规则数字", Args: between(2, 2, "规则", "数字"),
			Example: "  chengzhuan settings set election.remind_months 4",
			RunE: func(cmd *cobra.Command, args []string) error {
				value, err := strconv.Atoi(strings.TrimSpace(args[1]))
				if err != nil {
					return usage(cmd, "“"+args[1]+"”不是整数")
				}
				return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
					f, err := figure(args[0])
					if err != nil {
						return err
					}
					if err := l.SetFigure(ctx, f.Key, value); err != nil {
						return err
					}
					return a.answer(object{{"key", f.Key}, {"value", value}}, func(w io.Writer) {
						fmt.Fprintf(w, "已改：%s %d %s\n", f.Label, value, f.Unit)
					})
				})(cmd, args)
			},
		},
	)
	return c
}

// figure finds a figure by its key or its label.
func figure(name string) (registers.Figure, error) {
	for _, f := range registers.Figures() {
		if f.Key == name || f.Label == name {
			return f, nil
		}
	}
	return registers.Figure{}, errs.New(errs.NotFound, "没有“"+name+"”这个规则数字").In(name).Do("全部规则见 " + program + " settings")
}

func (a *app) settings(ctx context.Context, l *ledger.Ledger, _ []string) error {
	figures, err := l.Figures(ctx)
	if err != nil {
		return err
	}
	var doc []object
	var rows [][]string
	for _, f := range registers.Figures() {
		doc = append(doc, object{{"key", f.Key}, {"group", f.Group}, {"label", f.Label}, {"value", figures[f.Key]},
			{"default", f.Default}, {"min", f.Min}, {"max", f.Max}, {"unit", f.Unit}, {"hint", f.Hint}})
		rows = append(rows, []string{f.Key, f.Label, fmt.Sprintf("%d %s", figures[f.Key], f.Unit), strconv.Itoa(f.Default), fmt.Sprintf("%d–%d", f.Min, f.Max)})
	}
	return a.answer(object{{"settings", doc}}, func(w io.Writer) {
		writeTable(w, []string{"规则", "含义", "现值", "默认", "范围"}, rows)
	})
}
