//go:build unix

package e2e

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstFrame measures from the start of the process to the read that
// completes the first frame on the emulated screen: header, all borders,
// footer. On an idle machine 60 ms are the aim, also on a terminal
// that answers no question. data-ms is the same for the figures of all panes.
func BenchmarkFirstFrame(b *testing.B) {
	for _, mute := range []bool{false, true} {
		b.Run(map[bool]string{false: "answering", true: "mute"}[mute], func(b *testing.B) {
			var frames, data []float64
			for b.Loop() {
				frames = append(frames, firstScreen(b, mute, screen.framed))
				data = append(data, firstScreen(b, mute, func(s screen) bool { return s.framed() && s.loaded() }))
			}
			b.ReportMetric(median(frames), "frame-ms")
			b.ReportMetric(slices.Max(frames), "frame-max-ms")
			b.ReportMetric(median(data), "data-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// firstScreen is the time in milliseconds until a screen is shown.
func firstScreen(b *testing.B, mute bool, ok func(screen) bool) float64 {
	b.Helper()
	term := start(b, setup{mute: mute, watch: ok}, "demo")
	defer term.stop()
	term.wait("the screen", func(screen) bool {
		term.mu.Lock()
		defer term.mu.Unlock()
		return !term.seen.IsZero()
	})
	return float64(term.seen.Sub(term.began)) / float64(time.Millisecond)
}

// BenchmarkWarmStart measures from the start of the process to the read that
// completes the first frame with the figures of all panes, on a machine that
// has seen the account before and cannot reach the service now: 50 ms are the
// aim. The screen is put together afterwards, so that what an emulator takes
// is not counted. peak-MiB is the memory it takes.
func BenchmarkWarmStart(b *testing.B) {
	service, dir := serve(b), b.TempDir()
	term := service.open(b, dir)
	term.calm()
	term.quit()
	service.down()
	defer service.up()
	var figures, peak []float64
	for b.Loop() {
		term := start(b, setup{width: 160, height: 48, env: service.full(dir), taped: true})
		term.settle(10 * quiet)
		at, last, ok := term.tape.first(func(s screen) bool { return s.framed() && s.figured() })
		if !ok {
			b.Fatalf("the figures never came:\n%v", last)
		}
		figures = append(figures, float64(at.Sub(term.began))/float64(time.Millisecond))
		peak = append(peak, memory(b, term, "VmHWM"))
		term.quit()
		term.stop()
	}
	b.ReportMetric(median(figures), "figures-ms")
	b.ReportMetric(slices.Max(figures), "figures-max-ms")
	b.ReportMetric(median(peak), "peak-MiB")
	b.ReportMetric(0, "ns/op")
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// BenchmarkBytes counts what a key makes the program write to a settled
// screen, once round all panes for the focus. The tests hold it to budgets.
func BenchmarkBytes(b *testing.B) {
	acts := []struct {
		name  string
		setup string
		keys  []string
	}{
		{"focus", "", slices.Repeat([]string{tab}, len(panes))},
		{"metric", "", []string{"j", "j", "j", "j", "j", "j"}},
		{"day", "g", []string{right, right, right, right, right, right, right}},
	}
	for _, size := range sizes {
		for _, act := range acts {
			b.Run(fmt.Sprintf("%s/%dx%d", act.name, size[0], size[1]), func(b *testing.B) {
				term := benchDemo(b, setup{width: size[0], height: size[1]})
				if act.setup != "" {
					term.cost(act.setup)
				}
				sum, n, most := 0, 0, 0
				for b.Loop() {
					for _, key := range act.keys {
						cost := term.cost(key)
						sum, n, most = sum+cost, n+1, max(most, cost)
					}
				}
				b.ReportMetric(float64(sum)/float64(n), "bytes/key")
				b.ReportMetric(float64(most), "bytes-max")
				b.ReportMetric(0, "ns/op")
			})
		}
		b.Run(fmt.Sprintf("idle/%dx%d", size[0], size[1]), func(b *testing.B) {
			term := benchDemo(b, setup{width: size[0], height: size[1]})
			n, rounds := 0, 0
			for b.Loop() {
				n, rounds = n+term.idle(3*time.Second), rounds+1
			}
			b.ReportMetric(float64(n)/float64(rounds), "bytes/3s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkMemory tells the resident memory of the demo after all panes have
// their data, now and at its highest; 45 MiB are the aim.
func BenchmarkMemory(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip("needs /proc")
	}
	var high, now []float64
	for b.Loop() {
		term := benchDemo(b, setup{})
		high = append(high, memory(b, term, "VmHWM"))
		now = append(now, memory(b, term, "VmRSS"))
		term.stop()
	}
	b.ReportMetric(median(high), "peak-MiB")
	b.ReportMetric(median(now), "resident-MiB")
	b.ReportMetric(0, "ns/op")
}

// memory is a figure of the kernel about the process, in MiB.
func memory(b *testing.B, term *terminal, field string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", term.process.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), field+":")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kib) / 1024
}

func benchDemo(b *testing.B, s setup) *terminal {
	b.Helper()
	term := start(b, s, "demo", "--at", "2026-03-10T20:00:00Z")
	term.wait("the figures", screen.loaded)
	term.settle(4 * quiet)
	return term
}
