package bind

import (
	"context"
	"io"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/ledger"
)

// Print makes documents.
type Print struct{ d *Desk }

// Documents lists what can be printed.
func (p *Print) Documents() ([]DocumentInfo, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) ([]DocumentInfo, error) {
		out := []DocumentInfo{}
		for _, i := range documents.Catalogue() {
			info := DocumentInfo{Key: i.Key, Title: i.Title, Detail: i.Detail, About: i.About, Papers: i.Papers, Landscape: i.Landscape}
			for _, a := range i.Audiences {
				info.Audiences = append(info.Audiences, PrintChoice{string(a), a.Label()})
			}
			for _, t := range i.Themes {
				info.Themes = append(info.Themes, PrintChoice{string(t), t.Label()})
			}
			for _, q := range i.Params {
				param := PrintParam{Key: q.Key, Label: q.Label, Kind: q.Kind, Register: q.Register, Required: q.Required}
				if q.Default != nil {
					param.Default = q.Default(l.Store.Today())
				}
				info.Params = append(info.Params, param)
			}
			out = append(out, info)
		}
		return out, nil
	})
}

// Render prints a document into a PDF.
func (p *Print) Render(q PrintRequest) (PrintResult, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) (out PrintResult, err error) {
		params := map[string]string{}
		for _, a := range q.Answers {
			params[a.Key] = a.Value
		}
		made, err := documents.Print(ctx, l, q.Document, params, documents.Options{
			Paper: q.Paper, Orientation: documents.Orientation(q.Orientation), Tile: q.Tile,
			Audience: documents.Audience(q.Audience), Theme: documents.Theme(q.Theme),
		})
		if err != nil {
			return out, err
		}
		out.Pages, out.Notes = made.Pages, made.Notes
		out.File, err = p.d.files.make(made.Name+".pdf", func(w io.Writer) error {
			_, err := w.Write(made.PDF)
			return err
		})
		return out, err
	})
}
