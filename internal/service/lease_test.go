package service

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// Programs that start together do not ask at the same instant: what the first
// one gets may be younger than the question of those that wait for it.
func TestAProgramTakesTheAnswerItHasWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := history.Open(history.Options{Account: "IRlease", Now: time.Now})
		defer kept.Close()
		program := func(key string) *Service {
			return New(Options{
				Client: newClient(t, "http://127.0.0.1:1", "IRlease", "token", time.Now, nil), Account: "IRlease", Now: time.Now, History: kept,
				NewKey: func() string { return key },
			})
		}
		first, second := program("the key of the first one"), program("the key of the second one")
		asked := 0
		src := source[string]{name: "figures", fresh: freshOther, load: func(context.Context) (partner.Answer[string], error) {
			asked++
			return partner.Answer[string]{Value: "asked twice", AsOf: time.Now()}, nil
		}}
		release, err := first.lease(t.Context(), src.name)
		if err != nil {
			t.Fatal(err)
		}
		got := make(chan string)
		go func() {
			a, err := fetch(t.Context(), second, src)
			if err != nil {
				t.Error(err)
			}
			got <- a.Value
		}()
		synctest.Wait() // for the lease
		time.Sleep(time.Second)
		keep(first, src, partner.Answer[string]{Value: "asked once", AsOf: time.Now()})
		release()
		if v := <-got; v != "asked once" || asked > 0 {
			t.Errorf("it got %q, after %d questions of its own", v, asked)
		}
	})
}

func TestALeaseIsHeldUntilTheLastFetchThatNeedsItEnds(t *testing.T) {
	t.Parallel()
	k := newSite(t)
	one, other := k.program(), k.program()
	var release []func()
	for range 2 {
		r, err := one.lease(t.Context(), ledgerLease)
		if err != nil {
			t.Fatal(err)
		}
		release = append(release, r)
	}
	taken := func() bool { return other.history.Lease(other.kept(ledgerLease), other.holder, k.now.Add(leaseTime)) }
	release[0]()
	if taken() {
		t.Error("the first to end gives it back")
	}
	release[1]()
	if !taken() {
		t.Error("nobody gives it back")
	}
}
