package bind

// BookStatus is what the frame of the page shows. Exists is false in an empty data folder: then the welcome page.
type BookStatus struct {
	Exists    bool   `json:"exists"`
	Community string `json:"community"`
	Replica   string `json:"replica"` // name of this PC: 1号机
	Operator  string `json:"operator"`
	Version   string `json:"version"`
	Face      string `json:"face"` // window or browser
	DataDir   string `json:"dataDir"`
	Today     string `json:"today"`
	DueCount  int    `json:"dueCount"`
	Reviews   int    `json:"reviews"` // fields that wait for a decision after a sync
	Backup    string `json:"backup"`  // last backup for people, "" never
	Empty     bool   `json:"empty"`   // no records yet: offer import and demo
	Problem   string `json:"problem"` // JSON of the error when the book cannot be opened
}

// SettingView is one (cfg) figure of the office.
type SettingView struct {
	Key     string `json:"key"`
	Group   string `json:"group"`
	Label   string `json:"label"`
	Value   int    `json:"value"`
	Default int    `json:"default"`
	Min     int    `json:"min"`
	Max     int    `json:"max"`
	Unit    string `json:"unit"`
	Hint    string `json:"hint"`
}

// AccessEntry is one line of the log of who saw or took private data.
type AccessEntry struct {
	When     string `json:"when"`
	Operator string `json:"operator"`
	Action   string `json:"action"` // 查看, 导出, 打印
	What     string `json:"what"`
	Rows     int    `json:"rows"`
}

// BackupResult says where a backup was written and that it was checked.
type BackupResult struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
}
