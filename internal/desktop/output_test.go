package desktop

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestAProgramPrintsAndComplainsApart(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	out, says, err := Output(t.Context(), []string{"/bin/sh", "-c", `cat; echo "$A $HOME"; echo no >&2; exit 3`}, []string{"A=b"})
	if string(out) != "b \n" || string(says) != "no\n" || err == nil {
		t.Errorf("%q, %q, %v", out, says, err)
	}
	out, _, err = Output(t.Context(), []string{"/bin/sh", "-c", "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done"}, nil)
	if err != nil || len(out) != maxOutput {
		t.Errorf("%d bytes, %v", len(out), err)
	}
	if _, _, err := Output(t.Context(), nil, nil); err == nil {
		t.Error("nothing was run without an error")
	}
	if _, _, err := Output(t.Context(), []string{"/no/such/program"}, nil); err == nil || !strings.Contains(err.Error(), "no such") {
		t.Errorf("error is %v", err)
	}
}

func TestAProgramThatTakesTooLongIsEndedWithItsChildren(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, _, err := Output(ctx, []string{"/bin/sh", "-c", "sleep 5 & sleep 5"}, nil)
		ended <- err
	}()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("it ended by itself")
		}
	case <-time.After(4 * time.Second):
		t.Error("it is still waited for")
	}
}
