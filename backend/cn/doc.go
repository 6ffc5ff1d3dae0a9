// Package cn owns Chinese facts that need no state: dates as offices write
// them, ID numbers, code lists, names and their pinyin, phones, the lunar and
// the working calendar, masking. It knows no register, no database, no file and
// no clock: "today" is always an argument.
package cn
