package documents

// ScaledCap is for the test that caps on a slip are those of the reckoning.
var ScaledCap = scaledCap
