package history

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// manyActions puts actions in transactions of ten thousand.
func manyActions(tb testing.TB, h *History, n int) {
	tb.Helper()
	const part = 10_000
	for from := 0; from < n; from += part {
		must(tb, h.Update(tb.Context(), func(tx *Tx) error {
			for i := from; i < min(from+part, n); i++ {
				s := action(fmt.Sprintf("1000.%07d", i))
				s.Action.OrderID = fmt.Sprintf("ORD-%d", i*7919%1_000_003)
				s.Action.SubIDs[0] = fmt.Sprintf("sub-%d", i%500)
				s.Action.At = noon.Add(-time.Duration(i) * time.Minute)
				if _, _, err := tx.Action(s.Action.ID); err != nil { // as whoever compares does
					return err
				}
				if err := tx.PutAction(s); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func manyEvents(tb testing.TB, h *History, n int) {
	tb.Helper()
	events := make([]partner.Event, n)
	for i := range events {
		events[i] = modified(fmt.Sprintf("action_modified/%07d", i), noon.Add(-time.Duration(i)*time.Minute))
	}
	add(tb, h, events...)
}

// BenchmarkOpenAndAnswer is what a start waits for: at most 5 ms.
func BenchmarkOpenAndAnswer(b *testing.B) {
	for _, actions := range []int{0, 10_000} {
		b.Run(fmt.Sprintf("%d actions", actions), func(b *testing.B) {
			dir := b.TempDir()
			h := at(dir, &clock{noon})
			manyActions(b, h, actions)
			h.KeepAnswer("tasks", noon, []byte(strings.Repeat("x", 20_000)))
			must(b, h.Close())
			for b.Loop() {
				h := at(dir, &clock{noon})
				if _, _, ok := h.Answer("tasks"); !ok {
					b.Fatal("there is no answer")
				}
				must(b, h.Close())
			}
		})
	}
}

// BenchmarkAnswer is one more answer from an open file.
func BenchmarkAnswer(b *testing.B) {
	h := start(b, b.TempDir())
	h.KeepAnswer("tasks", noon, []byte(strings.Repeat("x", 20_000)))
	for b.Loop() {
		h.Answer("tasks")
	}
}

// BenchmarkKeepAnswer is one write on its own.
func BenchmarkKeepAnswer(b *testing.B) {
	h := start(b, b.TempDir())
	body := []byte(strings.Repeat("x", 20_000))
	for b.Loop() {
		h.KeepAnswer("tasks", noon, body)
	}
}

// BenchmarkPut10000Actions is a first sweep, and the same actions once more:
// at most half a second each.
func BenchmarkPut10000Actions(b *testing.B) {
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			h := at(b.TempDir(), &clock{noon})
			manyActions(b, h, 10_000)
			must(b, h.Close())
		}
	})
	b.Run("again", func(b *testing.B) {
		h := start(b, b.TempDir())
		manyActions(b, h, 10_000)
		for b.Loop() {
			manyActions(b, h, 10_000)
		}
	})
}

// BenchmarkOpenActions is what each comparison begins with.
func BenchmarkOpenActions(b *testing.B) {
	h := start(b, b.TempDir())
	manyActions(b, h, 10_000)
	for b.Loop() {
		must(b, h.Update(b.Context(), func(tx *Tx) error {
			n := 0
			for _, err := range tx.OpenActions() {
				must(b, err)
				n++
			}
			if n != 10_000 {
				b.Fatalf("%d are open", n)
			}
			return nil
		}))
	}
}

func BenchmarkEventsPage(b *testing.B) {
	h := start(b, b.TempDir())
	manyEvents(b, h, 100_000)
	for name, q := range map[string]partner.ActivityQuery{
		"all":    {},
		"kind":   {Kinds: []partner.EventKind{partner.ActionModified}},
		"period": {From: noon.AddDate(0, 0, -7)},
		"text":   {Text: "item returned"},
		"least":  {Least: partner.Some(usd("5"))},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if e, n, err := h.Events(q); len(e) != usualEvents || n < len(e) || err != nil {
					b.Fatal(len(e), n, err)
				}
			}
		})
	}
}

func BenchmarkFindActions(b *testing.B) {
	h := start(b, b.TempDir())
	manyActions(b, h, 100_000)
	for name, typed := range map[string]string{
		"order id": "ord-7919", "beginning of many": "1000.", "amount": "12.50", "inside": "0099999", "nothing": "nothing has it",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := h.FindActions(typed, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
