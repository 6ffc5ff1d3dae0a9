package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/photos"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/sheet"
)

func (a *app) photosCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "photos 命令", Short: "照片：给走访、诉求、工程等记录加照片，另存，删除",
		Long:    "照片放进来时自动缩小、摆正，拍摄地点、手机型号等一概去掉，只留日期。\n编号写记录的编号，也可以写走访编号、诉求编号等。",
		Example: "  chengzhuan photos add 民心工程 1z141z-2s 改造前.jpg --stage 实施前\n  chengzhuan photos list 走访 ZF-2026-K7QD-0012",
	}, "photos add 或 photos list", a.photosAdd(), a.photosList(), a.photosSave(), a.photosRemove())
}

// picturing opens the book for a command of the photos.
func (a *app) picturing(f func(ctx context.Context, d *photos.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, photos.New(l), l, args)
	})
}

// pictured finds the record that has or gets photos.
func pictured(ctx context.Context, l *ledger.Ledger, register, word string) (key, id string, err error) {
	d, err := named(register)
	if err != nil {
		return "", "", err
	}
	if _, err := photos.Owner(d.Key); err != nil {
		return "", "", err
	}
	id = strings.TrimSpace(word)
	if d.Number.Field != "" {
		id, err = numberedID(ctx, l, d, word)
	}
	return d.Key, id, err
}

func (a *app) photosAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 台账 编号 照片文件 …", Short: "给一条记录加照片", Args: between(3, -1, "台账", "编号", "照片文件"),
		Example: "  chengzhuan photos add 走访 ZF-2026-K7QD-0012 楼道.jpg\n  chengzhuan photos add 民心工程 1z141z-2s 前1.jpg 前2.jpg --stage 实施前 --caption 小广场",
	}
	stage := c.Flags().String("stage", "", "`阶段`：实施前、实施中、实施后")
	caption := c.Flags().String("caption", "", "照片的`说明`")
	c.RunE = a.picturing(func(ctx context.Context, d *photos.Desk, l *ledger.Ledger, args []string) error {
		register, id, err := pictured(ctx, l, args[0], args[1])
		if err != nil {
			return err
		}
		list, err := shrunk(args[2:], *stage, *caption)
		if err != nil {
			return err
		}
		made, err := d.Add(ctx, register, id, list)
		if err != nil {
			return err
		}
		return a.answer(object{{"ids", made.IDs}, {"change", made.Change}}, func(w io.Writer) {
			fmt.Fprintf(w, "已添加照片 %d 张\n撤销：%s undo %s\n", len(made.IDs), program, made.Change)
		})
	})
	return c
}

// shrunk reads picture files and what is said of all of them.
func shrunk(paths []string, stage, caption string) (list []photos.Fresh, err error) {
	for _, path := range paths {
		var f photos.Fresh
		if f.Picture, err = photos.ShrinkFile(path); err != nil {
			return nil, err
		}
		if err := f.Read(stage, caption); err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

func (a *app) photosList() *cobra.Command {
	c := &cobra.Command{Use: "list 台账 编号", Short: "一条记录的照片", Args: between(2, 2, "台账", "编号")}
	c.RunE = a.picturing(func(ctx context.Context, d *photos.Desk, l *ledger.Ledger, args []string) error {
		register, id, err := pictured(ctx, l, args[0], args[1])
		if err != nil {
			return err
		}
		list, err := d.List(ctx, register, id)
		if err != nil {
			return err
		}
		rows := []object{}
		for _, p := range list {
			stage := registers.Photos.Field("stage").Show(p.Stage)
			rows = append(rows, object{{"id", p.ID}, {"stage", stage}, {"caption", p.Caption}, {"taken", string(p.Taken)}, {"width", p.Width}, {"height", p.Height}, {"bytes", p.Bytes}})
		}
		return a.answer(object{{"photos", rows}}, func(w io.Writer) {
			for _, p := range list {
				fmt.Fprintf(w, "%s  %s  %s  %s  %d×%d  %d KB\n", p.ID, orDash(registers.Photos.Field("stage").Show(p.Stage)), orDash(string(p.Taken)), orDash(plain(p.Caption)), p.Width, p.Height, (p.Bytes+1023)/1024)
			}
			if len(list) == 0 {
				fmt.Fprintln(w, "没有照片")
			}
		})
	})
	return c
}

func (a *app) photosSave() *cobra.Command {
	c := &cobra.Command{
		Use: "save 照片编号 -o 文件", Short: "把一张照片另存成文件", Args: between(1, 1, "照片编号"),
		Example: "  chengzhuan photos save 1z141z-2s -o 楼道.jpg",
	}
	to := output(c, "存成哪个`文件`（必填）")
	c.RunE = a.needOutput(to, a.picturing(func(ctx context.Context, d *photos.Desk, _ *ledger.Ledger, args []string) error {
		jpeg, err := d.JPEG(ctx, args[0])
		if err != nil {
			return err
		}
		if err := sheet.SafeFile(*to, func(w io.Writer) error { _, err := w.Write(jpeg); return err }); err != nil {
			return err
		}
		return a.answer(object{{"file", *to}, {"bytes", len(jpeg)}}, func(w io.Writer) { fmt.Fprintf(w, "已存到：%s\n", *to) })
	}))
	return c
}

func (a *app) photosRemove() *cobra.Command {
	c := &cobra.Command{Use: "remove 照片编号", Short: "删除一张照片；可以撤销", Args: between(1, 1, "照片编号")}
	c.RunE = a.picturing(func(ctx context.Context, d *photos.Desk, _ *ledger.Ledger, args []string) error {
		change, err := d.Remove(ctx, args[0])
		if err != nil {
			return err
		}
		return a.answer(object{{"change", change}}, func(w io.Writer) {
			fmt.Fprintf(w, "已删除照片\n撤销：%s undo %s\n", program, change)
		})
	})
	return c
}
