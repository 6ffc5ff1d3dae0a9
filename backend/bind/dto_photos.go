package bind

// PhotoInfo is a photo of a record without the picture itself.
type PhotoInfo struct {
	ID      string `json:"id"`
	Stage   string `json:"stage"` // code of the list photo_stage
	Caption string `json:"caption"`
	Taken   string `json:"taken"`
	Width   int    `json:"width"` // pixels
	Height  int    `json:"height"`
	Bytes   int    `json:"bytes"`
}

// PhotoImage is a picture for the page to show.
type PhotoImage struct {
	URL string `json:"url"` // data:image/jpeg;…
}

// PhotoDraft is a picture that was chosen and shrunk, but not stored yet.
type PhotoDraft struct {
	Token  string `json:"token"`
	Name   string `json:"name"` // of the file that it was made of
	Taken  string `json:"taken"`
	Width  int    `json:"width"` // pixels
	Height int    `json:"height"`
	Bytes  int    `json:"bytes"`
	URL    string `json:"url"` // data:image/jpeg;…
}

// PhotoGiven is a draft on its way to a record, with what was said of it.
type PhotoGiven struct {
	Token   string `json:"token"`
	Stage   string `json:"stage"`
	Caption string `json:"caption"`
}

// PhotoChange is a change of one photo; "" when nothing was new. Undoing it takes it back.
type PhotoChange struct {
	Change string `json:"change"`
}

// PhotosAdded says what was stored; Change takes it back.
type PhotosAdded struct {
	IDs    []string `json:"ids"`
	Change string   `json:"change"`
}
