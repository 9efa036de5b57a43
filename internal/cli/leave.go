package cli

import (
	"context"
	"errors"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// answerTime is how long after the start a terminal may take to tell its
// ground. One that has not told it by then does not know the question.
const answerTime = time.Second

// errLost is why a session ends whose terminal is gone.
var errLost = errors.New("the terminal is gone")

// farewell keeps a program from leaving while the terminal owes it an answer,
// which would be typed onto the shell's prompt instead.
type farewell struct {
	answered chan struct{} // closed with the answer, or when none will come
	answer   func()
	quit     func()
}

// newFarewell waits for nothing where nothing is asked.
func newFarewell(asks bool) *farewell {
	f := &farewell{answered: make(chan struct{})}
	f.answer = sync.OnceFunc(func() { close(f.answered) })
	if asks {
		time.AfterFunc(answerTime, f.answer)
	} else {
		f.answer()
	}
	return f
}

// life is the context of a program that is told to end with ctx: it ends when
// the answer is there, or at once with the terminal.
func (f *farewell) life(ctx context.Context) (context.Context, context.CancelFunc) {
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if !errors.Is(context.Cause(ctx), errLost) {
			<-f.answered
		}
		end()
	})
	return life, func() { stop(); end() }
}

// filter sees every message before the model does.
func (f *farewell) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.BackgroundColorMsg:
		f.answer()
	case tea.QuitMsg:
		select {
		case <-f.answered:
		default:
			go func() {
				<-f.answered
				f.quit()
			}()
			return nil
		}
	}
	return msg
}
