package config

import (
	"os"
	"strings"
	"testing"
)

const twoProfiles = `
theme: dark
base_url: https://all.example
profiles:
  Main:
    account_sid: IRmain
    auth_token: maintoken
  Second.One:
    account_sid: IRsecond
    auth_token: secondtoken
    base_url: https://second.example
    read_only: true
    hidden: true
    color: red
`

func TestAProfileIsChosenByName(t *testing.T) {
	t.Parallel()
	s := in(t, twoProfiles)
	first := s.must(t)
	if got := strings.Join(first.ProfileNames(), " "); got != "Main Second.One" {
		t.Errorf("profiles are %q", got)
	}
	if first.Profile != "Main" || first.AccountSID != "IRmain" || first.AuthToken.Reveal() != "maintoken" ||
		first.BaseURL != "https://all.example" || first.Theme != "dark" || first.ReadOnly {
		t.Errorf("without a choice it is %+v", first)
	}
	for name, s := range map[string]setup{
		"flag":    {env: s.env, args: []string{"--profile", "Second.One"}},
		"switch":  {env: s.env, profile: "Second.One"},
		"env":     {env: map[string]string{"IMPACTDASH_CONFIG": s.env["IMPACTDASH_CONFIG"], "IMPACTDASH_PROFILE": "Second.One"}},
		"default": in(t, twoProfiles+"default_profile: Second.One\n"),
		"account": {env: s.env, args: []string{"--account-sid", "IRsecond"}},
	} {
		c := s.must(t)
		if c.Profile != "Second.One" || c.AccountSID != "IRsecond" || c.AuthToken.Reveal() != "secondtoken" ||
			c.BaseURL != "https://second.example" || c.Theme != "dark" || !c.ReadOnly || !c.Hidden || c.Color != "red" {
			t.Errorf("%s: it is %+v", name, c)
		}
		want := Profile{Name: "Second.One", Color: "red", AccountSID: "IRsecond", ReadOnly: true, Hidden: true}
		if len(c.Profiles) != 2 || c.Profiles[1] != want {
			t.Errorf("%s: listed they are %+v", name, c.Profiles)
		}
	}
}

func TestAProfileThatIsNotThereIsNamedWithThoseThatAre(t *testing.T) {
	t.Parallel()
	s := in(t, twoProfiles)
	for _, wrong := range []setup{
		{env: s.env, args: []string{"--profile", "main"}}, // the case of names counts
		{env: s.env, profile: "Mian"},
		{env: map[string]string{"IMPACTDASH_CONFIG": s.env["IMPACTDASH_CONFIG"], "IMPACTDASH_PROFILE": "mainn"}},
	} {
		if _, err := wrong.load(t); err == nil || !strings.Contains(err.Error(), "Main, Second.One") || !strings.Contains(err.Error(), `"Main"?`) {
			t.Errorf("error is %v", err)
		}
	}
	if _, err := (setup{args: []string{"--profile", "x"}}).load(t); err == nil || !strings.Contains(err.Error(), "has none") {
		t.Errorf("error is %v", err)
	}
	c := in(t, twoProfiles+"default_profile: Scond\n").must(t)
	if c.Profile != "Main" || len(c.Problems) != 1 || c.Problems[0].Line != 15 {
		t.Errorf("with a wrong default it is %q, problems %v", c.Profile, c.Problems)
	}
}

// The token, the address and the account of two profiles are never mixed.
func TestTheEnvironmentIsAboutOneAccount(t *testing.T) {
	t.Parallel()
	path := file(t, twoProfiles)
	sid := func(v string) string { return "IMPACTDASH_ACCOUNT_SID=" + v }
	const token, base = "IMPACTDASH_AUTH_TOKEN=envtoken", "IMPACTDASH_BASE_URL=https://env.example"
	for name, c := range map[string]struct {
		env, args []string
		to        string // switched to while it runs
		want      string // profile, account, token, address
	}{
		"its account has a profile":        {env: []string{sid("IRsecond"), token, base}, want: "Second.One IRsecond envtoken env"},
		"… and no token in it":             {env: []string{sid("IRsecond")}, want: "Second.One IRsecond secondtoken second"},
		"its account has none":             {env: []string{sid("IRenv"), token}, want: " IRenv envtoken all"},
		"… and no token":                   {env: []string{sid("IRenv")}, want: " IRenv  all"},
		"a token alone is the usual one's": {env: []string{token}, want: "Main IRmain envtoken all"},
		"… also when that is named":        {env: []string{token}, args: []string{"--profile=Main"}, want: "Main IRmain envtoken all"},
		"… but no other's":                 {env: []string{token}, args: []string{"--profile=Second.One"}, want: "Second.One IRsecond secondtoken second"},
		"an address alone is for all":      {env: []string{base}, args: []string{"--profile=Second.One"}, want: "Second.One IRsecond secondtoken env"},
		"the variable names the profile":   {env: []string{token, "IMPACTDASH_PROFILE=Second.One"}, want: "Second.One IRsecond envtoken second"},
		"… and the flag another":           {env: []string{token, "IMPACTDASH_PROFILE=Second.One"}, args: []string{"--profile=Main"}, want: "Main IRmain maintoken all"},
		"the flag names another":           {env: []string{sid("IRmain"), token, base}, args: []string{"--profile=Second.One"}, want: "Second.One IRsecond secondtoken second"},
		"the flag names the same":          {env: []string{sid("IRsecond"), token, base}, args: []string{"--profile=Second.One"}, want: "Second.One IRsecond envtoken env"},
		"another account by flag":          {env: []string{sid("IRmain"), token}, args: []string{"--account-sid=IRx"}, want: " IRx  all"},
		"switched to another":              {env: []string{sid("IRmain"), token, base}, args: []string{"--base-url=https://flag.example"}, to: "Second.One", want: "Second.One IRsecond secondtoken second"},
		"switched back":                    {env: []string{sid("IRmain"), token, base}, to: "Main", want: "Main IRmain envtoken env"},
		"switched from none":               {env: []string{sid("IRenv"), token, base}, to: "Main", want: "Main IRmain maintoken all"},
		"switched back to none":            {env: []string{sid("IRenv"), token, base}, want: " IRenv envtoken env"},
		"the flag's address is for all":    {args: []string{"--profile=Second.One", "--base-url=https://flag.example"}, want: "Second.One IRsecond secondtoken flag"},
	} {
		s := setup{env: map[string]string{"IMPACTDASH_CONFIG": path}, args: c.args, profile: c.to}
		for _, v := range c.env {
			key, value, _ := strings.Cut(v, "=")
			s.env[key] = value
		}
		got := s.must(t)
		host, _, _ := strings.Cut(strings.TrimPrefix(got.BaseURL, "https://"), ".")
		if text := strings.Join([]string{got.Profile, got.AccountSID, got.AuthToken.Reveal(), host}, " "); text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
		if from := map[bool]Origin{true: Environment}[got.AuthToken == "envtoken"]; got.AuthToken == "envtoken" && got.TokenFrom != from {
			t.Errorf("%s: the token is from %q", name, got.TokenFrom)
		}
	}
}

func TestTwoAccountsAtOnceAreAContradiction(t *testing.T) {
	t.Parallel()
	s := in(t, twoProfiles)
	s.args = []string{"--profile=Main", "--account-sid=IRsecond"}
	if _, err := s.load(t); err == nil || !strings.Contains(err.Error(), "--profile") || !strings.Contains(err.Error(), "--account-sid") {
		t.Errorf("error is %v", err)
	}
	s = in(t, twoProfiles)
	s.env["IMPACTDASH_PROFILE"], s.env["IMPACTDASH_ACCOUNT_SID"] = "Main", "IRsecond"
	if _, err := s.load(t); err == nil || !strings.Contains(err.Error(), "IMPACTDASH_PROFILE") || !strings.Contains(err.Error(), "IMPACTDASH_ACCOUNT_SID") {
		t.Errorf("error is %v", err)
	}
}

func TestATokenOutsideIsNotTheOneOfAnAccountInside(t *testing.T) {
	t.Parallel()
	const text = "account_sid: IRout\nauth_token: outtoken\ntoken_command: [pass, \"my token\"]\nprofiles:\n  same: {theme: dark}\n  other: {account_sid: IRx}\n"
	s := in(t, text)
	if c := s.must(t); c.Profile != "same" || c.AccountSID != "IRout" || c.AuthToken.Reveal() != "outtoken" || c.Theme != "dark" {
		t.Errorf("it is %+v", c)
	}
	s.args = []string{"--profile=other"}
	c := s.must(t)
	if c.AccountSID != "IRx" || c.AuthToken != "" {
		t.Errorf("it is %+v", c)
	}
	// A command is told which account is meant.
	if len(c.TokenCommand) != 2 || c.TokenCommand[1] != "my token" {
		t.Errorf("the command is %q", c.TokenCommand)
	}
}

func TestACommandThatIsALineIsForTheShell(t *testing.T) {
	t.Parallel()
	s := in(t, "token_command: pass show \"my token\" | head -1\n")
	if c := s.must(t); strings.Join(c.TokenCommand, "·") != `/bin/sh·-c·pass show "my token" | head -1` {
		t.Errorf("the command is %q", c.TokenCommand)
	}
	s.goos = "windows"
	if c := s.must(t); c.TokenCommand[0] != "cmd.exe" {
		t.Errorf("the command is %q", c.TokenCommand)
	}
	s.goos = "linux"
	if err := os.Chmod(s.env["IMPACTDASH_CONFIG"], 0o622); err != nil {
		t.Fatal(err)
	}
	if c := s.must(t); len(c.TokenCommand) != 0 || !strings.Contains(strings.Join(c.Warnings, " "), "others may write") {
		t.Errorf("a command anybody may have written is taken: %q, %q", c.TokenCommand, c.Warnings)
	}
}

func TestTablesMayBeMergedIntoProfiles(t *testing.T) {
	t.Parallel()
	c := in(t, "profiles:\n  a: &a {account_sid: IRa, theme: light, read_only: true}\n  b: {<<: *a, account_sid: IRb}\ndefault_profile: b\n").must(t)
	if c.AccountSID != "IRb" || c.Theme != "light" || !c.ReadOnly || len(c.Problems) != 0 {
		t.Errorf("it is %+v", c)
	}
}
