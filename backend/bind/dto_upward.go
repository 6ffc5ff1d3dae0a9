package bind

import "chengzhuan/backend/upward"

// UpwardChoice is one part that a report can hold.
type UpwardChoice struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Detail string `json:"detail"`
	List   bool   `json:"list"` // it names bodies one by one
}

// UpwardForm is the form of a new report: Span is month, quarter, half, year or
// days; Chosen are the parts of the last report, all at first.
type UpwardForm struct {
	Sections []UpwardChoice `json:"sections"`
	Span     string         `json:"span"`
	Chosen   []string       `json:"chosen"`
}

// UpwardRequest asks for a report: dates, and parts by their keys. Span is only remembered.
type UpwardRequest struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Span     string   `json:"span"`
	Sections []string `json:"sections"`
}

// UpwardFact is one line of what a report says of itself.
type UpwardFact struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// UpwardFigure is one number of a report with its words.
type UpwardFigure struct {
	Key   string `json:"key"`
	Group string `json:"group"`
	Label string `json:"label"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
}

// UpwardColumn is one column of a list.
type UpwardColumn struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Unit   string `json:"unit"`
	Number bool   `json:"number"`
}

// UpwardRow is one body of a list.
type UpwardRow struct {
	Key   string   `json:"key"`
	Cells []string `json:"cells"`
}

// UpwardSection is one part of a report: figures, or one list.
type UpwardSection struct {
	Key     string         `json:"key"`
	Label   string         `json:"label"`
	Note    string         `json:"note"`
	Figures []UpwardFigure `json:"figures"`
	Columns []UpwardColumn `json:"columns"`
	Rows    []UpwardRow    `json:"rows"`
}

// UpwardPreview is all of a report before it is written. Digest names the content.
type UpwardPreview struct {
	Title       string          `json:"title"`
	Digest      string          `json:"digest"`
	PC          string          `json:"pc"`
	Fingerprint string          `json:"fingerprint"`
	Facts       []UpwardFact    `json:"facts"`
	Sections    []UpwardSection `json:"sections"`
}

// UpwardMade is a report file that was written.
type UpwardMade struct {
	File        FileRef `json:"file"`
	Size        int     `json:"size"`
	Fingerprint string  `json:"fingerprint"`
}

// UpwardReceived is a report that came in, without its content. Corrected: a
// later one of the same community and period is here; Correction: an earlier one
// is; NewSigner: another PC signed it than the community's first report.
type UpwardReceived struct {
	ID          string `json:"id"`
	Community   string `json:"community"`
	Title       string `json:"title"`
	Period      string `json:"period"`
	From        string `json:"from"`
	To          string `json:"to"`
	Made        string `json:"made"`
	Received    string `json:"received"`
	Signer      string `json:"signer"`
	Fingerprint string `json:"fingerprint"`
	Note        string `json:"note"`
	Corrected   bool   `json:"corrected"`
	Correction  bool   `json:"correction"`
	NewSigner   bool   `json:"newSigner"`
}

// UpwardTaken is what became of one file. Error is "" where it is in the book;
// Known, that it was there before.
type UpwardTaken struct {
	File    string         `json:"file"`
	Error   string         `json:"error"`
	Hint    string         `json:"hint"`
	Known   bool           `json:"known"`
	Figures int            `json:"figures"`
	Report  UpwardReceived `json:"report"`
}

// UpwardReport is a report that came in with its content.
type UpwardReport struct {
	Report   UpwardReceived  `json:"report"`
	Sections []UpwardSection `json:"sections"`
}

// UpwardLine is one figure of two reports; Change has a sign, "" where one is no number.
type UpwardLine struct {
	Section string `json:"section"`
	Group   string `json:"group"`
	Label   string `json:"label"`
	Unit    string `json:"unit"`
	A       string `json:"a"`
	B       string `json:"b"`
	Change  string `json:"change"`
	Differs bool   `json:"differs"`
}

// UpwardComparison is two reports side by side.
type UpwardComparison struct {
	A       UpwardReceived `json:"a"`
	B       UpwardReceived `json:"b"`
	Lines   []UpwardLine   `json:"lines"`
	Differs int            `json:"differs"`
}

// UpwardRemoved names the change that did it, "" where nothing was different.
type UpwardRemoved struct {
	Change string `json:"change"`
}

func upwardReceived(r upward.Received) UpwardReceived {
	return UpwardReceived{ID: r.ID, Community: r.Community, Title: r.Title, Period: r.Period, From: r.From, To: r.To, Made: r.Made, Received: r.ReceivedOn,
		Signer: r.Signer, Fingerprint: r.Fingerprint, Note: r.Note, Corrected: r.Corrected, Correction: r.Correction, NewSigner: r.NewSigner}
}

func upwardSections(r *upward.Report) []UpwardSection {
	out := make([]UpwardSection, len(r.Sections))
	for i, s := range r.Sections {
		out[i] = UpwardSection{Key: s.Key, Label: s.Label, Note: s.Note}
		for _, f := range s.Figures {
			out[i].Figures = append(out[i].Figures, UpwardFigure(f))
		}
		for _, c := range s.Columns {
			out[i].Columns = append(out[i].Columns, UpwardColumn(c))
		}
		for _, r := range s.Rows {
			out[i].Rows = append(out[i].Rows, UpwardRow(r))
		}
	}
	return out
}
