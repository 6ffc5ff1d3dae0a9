package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
)

// memory is what this PC knows of columns from earlier imports: of the very
// same set of headers everything, of single headers what a person corrected.
type memory struct {
	names []string // header keys of the table's columns
	set   map[string]string
	words map[string]string
}

func setKey(d *schema.Def, names []string) string {
	var own []string
	for _, n := range names {
		if !strings.HasPrefix(n, fold(reasonHeader)) {
			own = append(own, n)
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(own, "\n")))
	return "intake.columns/" + d.Key + "/" + hex.EncodeToString(sum[:12])
}

func wordsKey(d *schema.Def) string { return "intake.words/" + d.Key }

// headerKeys tells headers of the same text apart by their order.
func headerKeys(t *table) []string {
	seen := map[string]int{}
	out := make([]string, len(t.Header))
	for i, h := range t.Header {
		k := fold(h)
		if seen[k]++; seen[k] > 1 {
			k += "#" + strconv.Itoa(seen[k])
		}
		out[i] = k
	}
	return out
}

func recall(ctx context.Context, l *ledger.Ledger, d *schema.Def, t *table) (memory, error) {
	m := memory{names: headerKeys(t)}
	if t.headless {
		return m, nil
	}
	for _, part := range []struct {
		key string
		to  *map[string]string
	}{{setKey(d, m.names), &m.set}, {wordsKey(d), &m.words}} {
		text, err := l.Store.Recall(ctx, part.key)
		if err != nil {
			return m, err
		}
		if text != "" {
			_ = json.Unmarshal([]byte(text), part.to) // a comfort: what is unreadable is forgotten
		}
	}
	for _, known := range []map[string]string{m.set, m.words} {
		for name, field := range known {
			if field != "" && d.Field(field) == nil && !isPart(d, field) {
				delete(known, name)
			}
		}
	}
	return m, nil
}

func (m memory) field(col int) (string, bool) {
	name := m.names[col]
	if field, ok := m.set[name]; ok {
		return field, true
	}
	field, ok := m.words[name]
	return field, ok && name != ""
}

// remember keeps the mapping of a plan that was carried out.
func (p *Plan) remember(ctx context.Context) error {
	if p.table.headless {
		return nil
	}
	names := headerKeys(p.table)
	fields := make([]string, len(names))
	for _, c := range p.columns {
		fields[c.index] = c.target
	}
	lex := p.work.lexicon(p.def)
	set, words := map[string]string{}, map[string]string{}
	if text, err := p.ledger.Store.Recall(ctx, wordsKey(p.def)); err != nil {
		return err
	} else if text != "" {
		_ = json.Unmarshal([]byte(text), &words)
	}
	for i, name := range names {
		if name == "" {
			continue
		}
		set[name] = fields[i]
		if strings.Contains(name, "#") {
			continue
		}
		if m, known := lex.find(p.table.Header[i]); known && m.field == fields[i] {
			delete(words, name)
		} else if fields[i] != "" {
			words[name] = fields[i]
		}
	}
	for key, what := range map[string]map[string]string{setKey(p.def, names): set, wordsKey(p.def): words} {
		text, err := json.Marshal(what)
		if err != nil {
			return err
		}
		if err := p.ledger.Store.Remember(ctx, key, string(text)); err != nil {
			return err
		}
	}
	return nil
}

func isPart(d *schema.Def, key string) bool {
	return hasHousehold(d) && (key == partBuilding || key == partEntrance || key == partRoom)
}
