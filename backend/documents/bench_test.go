package documents_test

import (
	"testing"

	"chengzhuan/backend/documents"
)

func benchRoster(b *testing.B, people int) {
	m := sampleRoster(people)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := press.MemberRoster(m, documents.Options{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMemberRoster1000(b *testing.B)  { benchRoster(b, 1000) }
func BenchmarkMemberRoster10000(b *testing.B) { benchRoster(b, 10000) }

func BenchmarkOrgChart44(b *testing.B) {
	m := sampleChart(44)
	for b.Loop() {
		if _, err := press.OrgChart(m, documents.Options{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDutyRoster(b *testing.B) {
	m := sampleDuty()
	for b.Loop() {
		if _, err := press.DutyRoster(m, documents.Options{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}
