package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
)

// placesKey is where this PC remembers which secret it had in which place before
// the present one, the last one first.
const placesKey = "places"

// keptPlaces bounds how many places are remembered: a folder that is carried
// about knows a few.
const keptPlaces = 40

// formerPlace is a place where the book lay, and the secret it had there.
type formerPlace struct {
	Machine string `json:"machine"`
	Path    string `json:"path"`
	Secret  string `json:"secret"`
}

// move works out what became of a data folder that lies elsewhere than before.
type move struct {
	tx       *sql.Tx
	was, now place
	gone     func(path string) bool // no other book lies there
}

// settle takes the secret of the place back where that is known, and notes
// whether this is the same PC or a copy.
func (m *move) settle(ctx context.Context) error {
	pending, err := recall(ctx, m.tx, movedKey)
	if err != nil {
		return err
	}
	places, err := m.places(ctx)
	if err != nil {
		return err
	}
	here := m.was.Machine == m.now.Machine
	stays := here && (m.was.Path == m.now.Path || m.gone(m.was.Path))
	at := -1
	if !here || m.was.Path != m.now.Path {
		at = slices.IndexFunc(places, m.now.isPlace)
	}
	if at < 0 && !stays { // it lay elsewhere on this machine, and was carried back to another folder
		at = slices.IndexFunc(places, func(p formerPlace) bool { return p.Machine == m.now.Machine && m.gone(p.Path) })
	}
	moved := CopiedHere
	if stays {
		moved = MovedHere
	}
	// A copy that has got no secret of its own yet leaves none behind, and what the
	// place had before is in use by another. Who moves is at one place only.
	leaves := (at >= 0 || !stays) && pending != string(CopiedHere)
	secret, err := recall(ctx, m.tx, SecretKey)
	if err != nil {
		return err
	}
	if at >= 0 {
		if err := takeSecret(ctx, m.tx, places[at].Secret); err != nil {
			return err
		}
		places = slices.Delete(places, at, at+1)
		moved, pending = MovedHere, ""
	}
	places = slices.DeleteFunc(places, m.was.isPlace)
	if leaves && secret != "" {
		places = slices.Insert(places, 0, formerPlace{m.was.Machine, m.was.Path, secret})
	}
	b, err := json.Marshal(places[:min(len(places), keptPlaces)])
	if err != nil {
		return translate(err)
	}
	if err := remember(ctx, m.tx, placesKey, string(b)); err != nil {
		return err
	}
	if pending == string(CopiedHere) {
		return nil // a copy stays a copy until somebody has looked at it, wherever it is moved
	}
	return remember(ctx, m.tx, movedKey, string(moved))
}

func (p place) isPlace(f formerPlace) bool { return p.Machine == f.Machine && p.Path == f.Path }

func (m *move) places(ctx context.Context) ([]formerPlace, error) {
	text, err := recall(ctx, m.tx, placesKey)
	if err != nil || text == "" {
		return nil, err
	}
	var places []formerPlace
	if json.Unmarshal([]byte(text), &places) != nil {
		return nil, nil // then every place is a new one, and the PC asks who it is
	}
	return places, nil
}

// takeSecret makes a secret the present one; the one before becomes a former one.
func takeSecret(ctx context.Context, tx *sql.Tx, secret string) error {
	old, err := recall(ctx, tx, SecretKey)
	if err != nil || old == secret {
		return err
	}
	text, err := recall(ctx, tx, FormerKey)
	if err != nil {
		return err
	}
	former := slices.DeleteFunc(strings.Fields(text), func(s string) bool { return s == old || s == secret })
	if old != "" {
		former = slices.Insert(former, 0, old)
	}
	if err := remember(ctx, tx, FormerKey, strings.Join(former, "\n")); err != nil {
		return err
	}
	return remember(ctx, tx, SecretKey, secret)
}

// recall is Recall in a transaction.
func recall(ctx context.Context, tx *sql.Tx, key string) (string, error) {
	var v string
	err := tx.QueryRowContext(ctx, `SELECT value FROM local WHERE key = ?`, key).Scan(&v)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return v, translate(err)
}

// remember is Remember in a transaction.
func remember(ctx context.Context, tx *sql.Tx, key, value string) error {
	if value == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM local WHERE key = ?`, key)
		return translate(err)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return translate(err)
}
