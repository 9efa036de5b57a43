package cli

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/internal/config"
	"impactdash/internal/handbook"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/ui"
	"impactdash/ui/picture"
	"impactdash/ui/uitest"
)

// pictures is where the documents show the screen from.
const pictures = "../../.github/pictures"

// shot is one picture: what is done before it is taken.
type shot struct {
	name, title string
	w, h        int
	strokes     []string
}

func shots() []shot {
	return []shot{
		{name: "home", title: "The dashboard on a terminal of 120 by 40 cells", w: 120, h: 40, strokes: []string{"2"}},
		{name: "small", title: "The dashboard on a terminal of 80 by 24 cells", w: 80, h: 24},
		{name: "snapshot", title: "Snapshot on the full screen: metrics, chart and days", w: 120, h: 40, strokes: []string{"z"}},
		{name: "activity", title: "Activity: what changed, and what moved the pending money", w: 120, h: 40, strokes: []string{"q", "L"}},
	}
}

// grounds are the two terminals that pictures are taken of.
func grounds() map[ui.ThemeMode]picture.Look {
	return map[ui.ThemeMode]picture.Look{
		ui.ThemeDark:  {Ground: "#14171c", Ink: "#d6d9de", Edge: "#3a3f47"},
		ui.ThemeLight: {Ground: "#ffffff", Ink: "#1f2328", Edge: "#d1d5da"},
	}
}

func TestThePicturesShowTheProgram(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the same comparison runs without the race detector")
	}
	for mode, look := range grounds() {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			m := screenAt(t, mode)
			for _, s := range shots() {
				m.show(s)
				look.Title = s.title
				comparePicture(t, s.name+"-"+string(mode)+".svg", picture.SVG(m.View().Content, look))
			}
		})
	}
}

// comparePicture holds a picture to the one in the documents.
func comparePicture(t *testing.T, name string, want []byte) {
	t.Helper()
	const most = 150 << 10
	if len(want) > most {
		t.Errorf("%s has %d bytes, at most %d", name, len(want), most)
	}
	path := filepath.Join(pictures, name)
	have, err := os.ReadFile(path)
	if err == nil && bytes.Equal(have, want) {
		return
	}
	if os.Getenv(handbook.Variable) == "" {
		t.Fatalf("%s does not show the program as it is; run %s", name, handbook.Update)
	}
	if err := os.MkdirAll(pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// still is a dashboard over the sandbox at testNow, whose clock stands.
type still struct {
	*ui.Model
	t *testing.T
}

func screenAt(t *testing.T, mode ui.ThemeMode) still {
	t.Helper()
	box := sandbox.New(sandbox.Options{Seed: 1, At: testNow})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	// The context of a test has ended before its cleanup begins.
	t.Cleanup(serve(context.WithoutCancel(t.Context()), listener, box))
	base := "http://" + listener.Addr().String()
	b := bench{t: t, env: map[string]string{}}
	var out, errs buffer
	svc, err := openService(b.system(&out, &errs), config.Config{
		BaseURL: base, CompanionURL: base + sandbox.CompanionPrefix,
		AccountSID: box.AccountSID(), AuthToken: config.Secret(box.AuthToken()),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(svc.Close)
	for svc.Kept().OK { // that it forgets is no news
	}
	sys := b.system(&out, &errs)
	s := still{t: t, Model: ui.New(t.Context(), ui.Options{
		Sources: svc, Journal: svc, Kept: svc.Kept, Demand: svc.Demand, Now: testNow, Clock: sys.Now, Jitter: sys.Chance,
		Range: partner.DefaultRange, Mode: mode, Banner: "demo",
	})}
	s.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.settle(s.Init())
	return s
}

func (s still) show(p shot) {
	s.t.Helper()
	s.send(tea.WindowSizeMsg{Width: p.w, Height: p.h})
	for _, k := range p.strokes {
		s.send(uitest.Stroke(s.t, k))
	}
}

func (s still) send(msg tea.Msg) {
	s.t.Helper()
	s.settle(s.update(msg))
}

func (s still) update(msg tea.Msg) tea.Cmd {
	_, cmd := s.Update(msg)
	return cmd
}

func (s still) settle(cmd tea.Cmd) {
	s.t.Helper()
	uitest.SettleRoot(s.t, s.update, cmd)
}
