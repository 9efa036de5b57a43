package cli

import (
	"context"
	"image/color"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestLeavingWaitsForTheTerminalsAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFarewell(true)
		quits := 0
		f.quit = func() { quits++ }
		if msg := f.filter(nil, tea.QuitMsg{}); msg != nil {
			t.Fatal("the program leaves before the answer")
		}
		synctest.Wait()
		if quits != 0 {
			t.Fatal("the program leaves before the answer")
		}
		if msg := f.filter(nil, tea.BackgroundColorMsg{Color: color.Black}); msg == nil {
			t.Error("the answer never reaches the model")
		}
		synctest.Wait()
		if quits != 1 {
			t.Errorf("after the answer the program was told to leave %d times", quits)
		}
		if msg := f.filter(nil, tea.QuitMsg{}); msg == nil {
			t.Error("the program does not leave when told again")
		}
	})
}

func TestLeavingWaitsNoLongerThanATerminalTakes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		asks bool
		end  error
		want time.Duration
	}{
		"a signal":                       {asks: true, want: answerTime},
		"a signal, and nothing is asked": {asks: false},
		"the terminal is gone":           {asks: true, end: errLost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, end := context.WithCancelCause(t.Context())
				life, stop := newFarewell(c.asks).life(ctx)
				defer stop()
				began := time.Now()
				end(c.end)
				<-life.Done()
				if took := time.Since(began); took != c.want {
					t.Errorf("the program ends after %v, want %v", took, c.want)
				}
			})
		})
	}
}
