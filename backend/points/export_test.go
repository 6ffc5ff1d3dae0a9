package points

// PackAll makes a desk keep packs however few entries a year has.
func (d *Desk) PackAll() { d.memory.least = 1 }

// Bare makes a desk read everything itself.
func (d *Desk) Bare() { d.memory.bare = true }

// Believe makes a desk take packs as they are: the mistake that its law has to see.
func (d *Desk) Believe() { d.memory.believe = true }
