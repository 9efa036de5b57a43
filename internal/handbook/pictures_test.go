package handbook

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
	_ "time/tzdata" // the account's zone must be known, whatever the machine has

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"impactdash/internal/api"
	"impactdash/internal/companion"
	"impactdash/internal/history"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/internal/service"
	"impactdash/internal/store"
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
	if os.Getenv(Variable) == "" {
		t.Fatalf("%s does not show the program as it is; run %s", name, Update)
	}
	if err := os.MkdirAll(pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// still is a dashboard over the sandbox whose clock stands.
type still struct {
	*ui.Model
	t *testing.T
}

// screenAt is a dashboard on Sunday afternoon of its account, as the demo opens
// it.
func screenAt(t *testing.T, mode ui.ThemeMode) still {
	t.Helper()
	at := time.Date(2026, time.November, 22, 23, 0, 0, 0, time.UTC)
	now, chance := func() time.Time { return at }, func() float64 { return 0 }
	box := sandbox.New(sandbox.Options{Seed: 1, At: at})
	server := httptest.NewServer(box)
	t.Cleanup(server.Close)
	client, err := api.New(api.Options{
		BaseURL: server.URL, AccountSID: box.AccountSID(), AuthToken: box.AuthToken(), Now: now, Jitter: chance,
	})
	if err != nil {
		t.Fatal(err)
	}
	other, err := companion.New(companion.Options{
		BaseURL: server.URL + sandbox.CompanionPrefix, AccountSID: box.AccountSID(), AuthToken: box.AuthToken(), Now: now, Jitter: chance,
	})
	if err != nil {
		t.Fatal(err)
	}
	svc := service.New(service.Options{
		Client: client, Companion: other, Account: box.AccountSID(), Now: now,
		Store: store.Open("", box.AccountSID(), now), History: history.Open(history.Options{Account: box.AccountSID(), Now: now}),
	})
	t.Cleanup(svc.Close)
	for svc.Kept().OK { // that it forgets is no news
	}
	s := still{t: t, Model: ui.New(t.Context(), ui.Options{
		Sources: svc, Journal: svc, Kept: svc.Kept, Demand: svc.Demand, Now: at, Clock: now, Jitter: chance,
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
