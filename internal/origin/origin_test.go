package origin

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheDefaultTransportHasLimits(t *testing.T) {
	t.Parallel()
	tr, ok := defaultTransport().(*http.Transport)
	if !ok || tr.TLSHandshakeTimeout != tlsLimit || tr.ResponseHeaderTimeout != headerLimit || tr.DialContext == nil {
		t.Errorf("got %T", defaultTransport())
	}
	if tr == http.DefaultTransport {
		t.Error("the default transport of the process is changed")
	}
}

func TestTheOwnSleepObeysClockAndContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		if err := sleep(t.Context(), 3*time.Second); err != nil || time.Since(begin) != 3*time.Second {
			t.Errorf("slept %v, %v", time.Since(begin), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}
