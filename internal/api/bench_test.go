package api

import (
	"bufio"
	"strings"
	"testing"
	"time"
)

// BenchmarkPage decodes the largest page there is, 20,000 actions.
func BenchmarkPage(b *testing.B) {
	row := oneAction(nil)
	body := `{"Actions":[` + strings.Repeat(row+",", actionPage-1) + row + `]}`
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		p, err := readPage(bufio.NewReader(strings.NewReader(body)), actions(), time.UTC)
		if err != nil || len(p.rows) != actionPage {
			b.Fatal(err)
		}
	}
}
