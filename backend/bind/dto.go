package bind

import (
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
)

// The DTOs of the services, under the names that the page knows.
type (
	Condition        = ledger.Condition
	ListQuery        = ledger.ListQuery
	ListRow          = ledger.ListRow
	ListPage         = ledger.ListPage
	FieldView        = ledger.FieldView
	RelatedRow       = ledger.RelatedRow
	RelatedGroup     = ledger.RelatedGroup
	RecordView       = ledger.RecordView
	FieldProblem     = ledger.FieldProblem
	FieldInput       = ledger.FieldInput
	FieldSeen        = ledger.FieldSeen
	Author           = ledger.Author
	Conflict         = ledger.Conflict
	ConflictField    = ledger.ConflictField
	Twin             = ledger.Twin
	CheckResult      = ledger.CheckResult
	SaveResult       = ledger.SaveResult
	FieldChange      = ledger.FieldChange
	HistoryEntry     = ledger.HistoryEntry
	ChangeView       = ledger.ChangeView
	Kept             = ledger.Kept
	UndoResult       = ledger.UndoResult
	Hit              = ledger.Hit
	TreeNode         = ledger.TreeNode
	TwinPair         = ledger.TwinPair
	CompareRow       = ledger.CompareRow
	Comparison       = ledger.Comparison
	MergePick        = ledger.MergePick
	IntakeSheet      = intake.IntakeSheet
	IntakeFile       = intake.IntakeFile
	IntakeColumn     = intake.IntakeColumn
	IntakeNote       = intake.IntakeNote
	IntakeGuess      = intake.IntakeGuess
	IntakeMapping    = intake.IntakeMapping
	IntakeRowChoice  = intake.IntakeRowChoice
	IntakeOptions    = intake.IntakeOptions
	IntakeProblem    = intake.IntakeProblem
	IntakeDifference = intake.IntakeDifference
	IntakeTwin       = intake.IntakeTwin
	IntakeMissing    = intake.IntakeMissing
	IntakePlan       = intake.IntakePlan
	IntakeResult     = intake.IntakeResult
	TodayItem        = indicators.TodayItem
	TodayGroup       = indicators.TodayGroup
	Figure           = indicators.Figure
	DutyDay          = indicators.DutyDay
	TodayView        = indicators.TodayView
)
