package packet

import (
	"context"
	"encoding/base64"
	"encoding/json"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// peer is what another PC told of itself last.
type peer struct {
	Known  oplog.Vector `json:"known"`
	Stamp  oplog.Stamp  `json:"stamp"`
	Made   int64        `json:"made"`
	Number int          `json:"number"`
	Parts  []part       `json:"parts"`
}

// peer returns the newest word of a PC; known is false where it has never told
// anything and nobody knows what it was given when it joined.
func (x *Exchange) peer(ctx context.Context, m *member) (p peer, known bool, err error) {
	words, err := x.words(ctx, m)
	if err != nil {
		return p, false, err
	}
	for _, w := range words {
		if !known || w.Stamp > p.Stamp {
			p, known = w, true
		}
	}
	for i := len(m.keys) - 1; i >= 0 && !known; i-- {
		raw, err := base64.StdEncoding.DecodeString(m.keys[i].rec.Start)
		known = err == nil && len(raw) > 0 && decoding.Unmarshal(raw, &p.Known) == nil
	}
	if !known {
		return peer{}, false, nil
	}
	return p, true, nil
}

// words returns what a PC told under each of its keys.
func (x *Exchange) words(ctx context.Context, m *member) ([]peer, error) {
	var out []peer
	for _, k := range m.keys {
		text, err := x.store().Recall(ctx, peerKey+k.rec.Sign)
		if err != nil {
			return nil, err
		}
		var p peer
		if text != "" && json.Unmarshal([]byte(text), &p) == nil {
			out = append(out, p)
		}
	}
	return out, nil
}

// learn keeps what a PC told of itself, if it is newer than what is known.
func (x *Exchange) learn(ctx context.Context, sign string, p peer) error {
	text, err := x.store().Recall(ctx, peerKey+sign)
	if err != nil {
		return err
	}
	var old peer
	if text != "" && json.Unmarshal([]byte(text), &old) == nil && old.Stamp >= p.Stamp {
		return nil
	}
	b, err := json.Marshal(p)
	if err != nil {
		return errs.Of(err)
	}
	return x.store().Remember(ctx, peerKey+sign, string(b))
}
