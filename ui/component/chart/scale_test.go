package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestTicks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lo, hi float64
		most   int
		whole  bool
		want   string
	}{
		{0, 541, 4, false, "[0 200 400 600]"},
		{0, 541, 6, false, "[0 200 400 600]"},
		{0, 541, 2, false, "[0 1000]"},
		{0, 600, 4, false, "[0 200 400 600]"},
		{0, 7, 5, true, "[0 2 4 6 8]"},
		{0, 1, 6, true, "[0 1]"},
		{0, 1, 6, false, "[0 0.2 0.4 0.6 0.8 1]"},
		{0, 0.3, 4, false, "[0 0.1 0.2 0.3]"},
		{0, 9, 5, true, "[0 5 10]"},
		{0, 9, 5, false, "[0 2.5 5 7.5 10]"},
		{0, 100, 5, true, "[0 25 50 75 100]"},
		{-40, 80, 5, false, "[-50 0 50 100]"},
		{-5, 5, 2, false, "[-5 0 5]"},
		{-9, -1, 4, false, "[-10 -5 0]"},
		{0, 0, 4, true, "[0 1]"},
		{0, 0, 2, false, "[0 1]"},
		{5, 5, 3, false, "[0 2.5 5]"},
		{-5, -5, 2, false, "[-5 0]"},
		{10, 0, 3, false, "[0 5 10]"},
		{0, 12_345_678, 4, false, "[0 5e+06 1e+07 1.5e+07]"},
		{math.NaN(), math.Inf(1), 3, false, "[0 0.5 1]"},
		{100, 104, 5, false, "[100 101 102 103 104]"},
	} {
		if got := fmt.Sprint(Ticks(c.lo, c.hi, c.most, c.whole)); got != c.want {
			t.Errorf("Ticks(%v, %v, %d, %v) = %v, want %v", c.lo, c.hi, c.most, c.whole, got, c.want)
		}
	}
}

func TestTicksEncloseAnyRange(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		lo := (r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(60)-30))
		hi := lo + r.Float64()*math.Pow(10, float64(r.IntN(60)-30))
		most, whole := r.IntN(12)-1, r.IntN(2) == 0
		checkTicks(t, lo, hi, most, whole)
	}
}

func FuzzTicks(f *testing.F) {
	f.Add(0.0, 541.0, 4, false)
	f.Add(-1e100, 1e100, 2, true)
	f.Add(1e15, 1e15+1, 6, true)
	f.Fuzz(checkTicks)
}

func checkTicks(t *testing.T, lo, hi float64, most int, whole bool) {
	ticks := Ticks(lo, hi, most, whole)
	if len(ticks) < 2 || len(ticks) > max(min(most, 1000), 3) {
		t.Fatalf("Ticks(%v, %v, %d, %v) has %d", lo, hi, most, whole, len(ticks))
	}
	for i, v := range ticks {
		if whole && v != math.Trunc(v) || i > 0 && v <= ticks[i-1] {
			t.Fatalf("Ticks(%v, %v, %d, %v) = %v", lo, hi, most, whole, ticks)
		}
	}
	if missing(lo) || missing(hi) {
		return
	}
	slack := (ticks[len(ticks)-1] - ticks[0]) * 2 * tiny
	if ticks[0] > min(lo, hi)+slack || ticks[len(ticks)-1] < max(lo, hi)-slack {
		t.Fatalf("Ticks(%v, %v, %d, %v) = %v leaves something out", lo, hi, most, whole, ticks)
	}
}

func TestHeightRoundsUpAndStaysInside(t *testing.T) {
	t.Parallel()
	s := scale{0, 600}
	for v, want := range map[float64]int{-9: 0, 0: 0, 1: 1, 199: 1, 200: 1, 201: 2, 400: 2, 599: 3, 600: 3, 999: 3} {
		if got := s.height(v, 3); got != want {
			t.Errorf("%v of 600 in 3 parts is %d, want %d", v, got, want)
		}
	}
}
