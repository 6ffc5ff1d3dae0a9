package demo

import (
	"fmt"

	"chengzhuan/backend/registers"
)

// estateSpec is one estate: its size, its neighbours (indexes of earlier ones)
// and the members that live there.
type estateSpec struct {
	name, kind            string
	built                 int
	buildings, households int
	doors                 int // on one floor of one entrance
	tall                  bool
	grid                  int
	neighbours            []int
	direct, checkIn       int
	branch                string // key of the branch in planBodies
	fee                   int64
	area                  string
}

// 53 buildings and 1,037 households in all.
var estateSpecs = []estateSpec{
	{"仁和苑", "1", 2008, 9, 216, 2, false, 0, nil, 56, 9, "仁和苑", 120, "2.3"},
	{"古楼里", "2", 1989, 10, 190, 2, false, 1, []int{0}, 48, 6, "古楼里", 40, "1.5"},
	{"城墙根宿舍", "3", 1985, 6, 108, 3, false, 2, []int{1, 0}, 42, 4, "城墙根", 0, "0.7"},
	{"锦绣华庭", "1", 2015, 6, 180, 4, true, 3, []int{0, 1}, 28, 12, "锦绣华庭", 230, "2.6"},
	{"砖瓦巷小区", "2", 1992, 8, 128, 2, false, 4, []int{2, 1}, 30, 3, "砖瓦巷", 50, "1"},
	{"南门安置小区", "4", 2011, 7, 140, 2, false, 5, []int{3}, 20, 4, "南门", 80, "1.4"},
	{"荷花池院", "6", 1982, 4, 45, 2, false, 4, []int{4, 2}, 2, 0, "联合", 0, "0.3"},
	{"邮电家属院", "3", 1994, 3, 30, 2, false, 5, []int{6, 5}, 3, 0, "联合", 0, "0.2"},
}

var gridNames = []string{"第一网格", "第二网格", "第三网格", "第四网格", "第五网格", "第六网格"}

func (c *community) planEstates() {
	for i, name := range gridNames {
		c.grids = append(c.grids, &grid{GridCell: registers.GridCell{
			Name: communityName + name, Number: fmt.Sprintf("RSM-%02d", i+1), OfficePhone: officePhone(110 + i),
		}})
	}
	for _, s := range estateSpecs {
		e := &estate{spec: s, grid: c.grids[s.grid], Estate: registers.Estate{
			Name: s.name, Kind: s.kind, BuiltYear: int64(s.built), Buildings: int64(s.buildings), Households: int64(s.households),
			Address: "仁寿路" + fmt.Sprint(8+len(c.estates)*10) + "号", Area: s.area, PropertyFee: s.fee,
		}}
		e.branch, e.owners, e.property = c.named["支部 "+s.branch], c.named["业委会 "+s.name], c.named["物业 "+s.name]
		e.grid.Households += int64(s.households)
		e.grid.Area = joinText(e.grid.Area, s.name)
		c.estates = append(c.estates, e)
		left := s.households
		for n := range s.buildings {
			share := left / (s.buildings - n)
			left -= share
			c.planBuilding(e, n+1, share)
		}
	}
}

func joinText(a, b string) string {
	if a == "" {
		return b
	}
	return a + "、" + b
}

// planBuilding fills entrances floor by floor.
func (c *community) planBuilding(e *estate, number, households int) {
	entrances := 1
	if !e.spec.tall && households > 12 {
		entrances = 2
	}
	perEntrance := (households + entrances - 1) / entrances
	floors := (perEntrance + e.spec.doors - 1) / e.spec.doors
	b := &building{estate: e, Building: registers.Building{
		Number: fmt.Sprintf("%d栋", number), Floors: int64(floors), Entrances: int64(entrances), Households: int64(households), Elevator: e.spec.tall,
	}}
	e.buildings = append(e.buildings, b)
	c.buildings = append(c.buildings, b)
	for i := range households {
		in := i % perEntrance
		c.households = append(c.households, &household{building: b, Household: registers.Household{
			Entrance: fmt.Sprintf("%d单元", i/perEntrance+1), Room: fmt.Sprintf("%d%02d", in/e.spec.doors+1, in%e.spec.doors+1),
		}})
	}
}
