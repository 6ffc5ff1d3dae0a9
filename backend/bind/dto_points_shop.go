package bind

// PointsGood is something in the points shop. Price is exchange points as people write
// them; Stock is how many were laid in, in all.
type PointsGood struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Price string `json:"price"`
	Unit  string `json:"unit"`
	Stock int    `json:"stock"`
	Left  int    `json:"left"`
	Off   bool   `json:"off"`
	Note  string `json:"note"`
}

// PointsRedemption is one exchange of points for goods. Void is why it no longer stands.
type PointsRedemption struct {
	ID     string `json:"id"`
	Date   string `json:"date"`
	Member string `json:"member"`
	Name   string `json:"name"`
	Good   string `json:"good"`
	Count  int    `json:"count"`
	Points string `json:"points"`
	By     string `json:"by"`
	Note   string `json:"note"`
	Void   string `json:"void"`
}

// PointsShop is the shop of a year.
type PointsShop struct {
	Open        bool               `json:"open"`
	Goods       []PointsGood       `json:"goods"`
	Redemptions []PointsRedemption `json:"redemptions"` // the latest first
}

// PointsPurse is what a member has for the shop in a year.
type PointsPurse struct {
	Earned string `json:"earned"`
	Spent  string `json:"spent"`
	Left   string `json:"left"`
}
