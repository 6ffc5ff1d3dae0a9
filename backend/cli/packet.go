package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
)

func (a *app) packetCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "packet 命令", Short: "几台电脑一本账：同步包、加入、待确认",
		Long: "几台电脑共用一本账，靠文件来往。导出的同步包用优盘、聊天软件或共享文件夹带过去都行，先后次序不要紧，重复导入也不要紧。",
		Example: "  chengzhuan packet export -o E:\\同步\n  chengzhuan packet import E:\\同步\n" +
			"  chengzhuan packet reviews",
	}, "packet export 或 packet import",
		a.packetExport(), a.packetImport(), a.packetInspect(), a.packetStatus(),
		a.packetReviews(), a.packetResolve(),
		a.packetJoin(), a.packetWelcome(), a.packetReplicas(), a.packetRename(), a.packetRemove(), a.packetSame(), a.packetApart(),
		a.packetWatch(),
	)
}

// exchange opens the book for a command of sync.
func (a *app) exchange(f func(ctx context.Context, x *packet.Exchange, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, packet.New(l, a.env.Version), args)
	})
}

// packetProgress is the progress function of sync and the end of its line.
func (a *app) packetProgress(label string) (packet.Progress, func()) {
	p := a.progress(label)
	return func(phase string, done, total int) {
		if p.label = label; phase != "" {
			p.label = phase
		}
		p.show(done, total)
	}, p.end
}

// stopped words the error of a work of sync that was interrupted; done says
// what holds in spite of that.
func stopped(ctx context.Context, err error, done string) error {
	if err != nil && ctx.Err() != nil && !errs.Is(err, errs.Canceled) {
		return errs.Wrap(errs.Canceled, err, "已取消。"+done)
	}
	return err
}

// packetFile returns the file of -o; where that is a folder, a file of the
// proposed name in it. It refuses what cannot be written before any work.
func (a *app) packetFile(cmd *cobra.Command, to string, propose func() (string, error)) (string, error) {
	if strings.TrimSpace(to) == "" {
		return "", usage(cmd, "请用 -o 写明要保存的文件，或放文件的文件夹")
	}
	if isFolder(to) {
		name, err := propose()
		if err != nil {
			return "", err
		}
		to = filepath.Join(to, name)
	}
	return to, a.writable(to)
}

// fileName drops what a file name must not hold.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, s)
	return strings.Trim(s, ". ")
}

// findComputer finds a PC of the roster by its ID or its name. Of several
// called the same, the only one still in the book is meant; else it asks.
func findComputer(list []packet.Computer, word string) (packet.Computer, error) {
	word = strings.TrimSpace(word)
	var named, members []packet.Computer
	for _, c := range list {
		if c.ID == word {
			return c, nil
		}
		if c.Name == word {
			named = append(named, c)
			if c.Removed == "" {
				members = append(members, c)
			}
		}
	}
	if len(members) == 1 {
		return members[0], nil
	}
	switch len(named) {
	case 0:
		return packet.Computer{}, errs.New(errs.NotFound, "账套里没有叫“"+word+"”的电脑").In("computer").
			Do("全部电脑见 " + program + " packet replicas")
	case 1:
		return named[0], nil
	}
	var which []string
	for _, c := range named {
		which = append(which, fmt.Sprintf("%s（指纹 %s，%s 加入）", c.ID, c.Fingerprint, c.Joined))
	}
	return packet.Computer{}, errs.New(errs.Conflict, fmt.Sprintf("有 %d 台电脑都叫“%s”", len(named), word)).In("computer").
		Do("请用编号指明是哪一台：" + strings.Join(which, "；"))
}

// computers returns the roster, this PC first.
func computers(ctx context.Context, x *packet.Exchange) ([]packet.Computer, error) {
	s, err := x.Status(ctx)
	if err != nil {
		return nil, err
	}
	return fullRoster(s.Computers), nil
}

// fullRoster is full for a roster and the lists in it.
func fullRoster(list []packet.Computer) []packet.Computer {
	for i := range list {
		list[i].Also = full(list[i].Also)
	}
	return full(list)
}

// full is the list, empty instead of nil: a script gets [] and never null.
func full[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
