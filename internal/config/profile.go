package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Profile is one of several accounts in the file, as a list of them shows it.
type Profile struct {
	Name       string // as the file writes it
	Color      string // of its name on the screen; empty: the theme chooses
	AccountSID string // empty: the file does not say
	ReadOnly   bool   // nothing on the account may be changed
	Hidden     bool   // amounts of money are not shown at the start
}

// choice is the profile that holds, and what may be mixed with it.
type choice struct {
	name     string  // empty: none
	settings []entry // of the profile
	own      bool    // the profile has an account_sid of its own
	// foreign is true where the account settings of environment and flags are
	// about another account: the one the program was started for.
	foreign bool
	// deaf is the same for the environment alone, and tokenless for the token
	// in it: a flag names this profile, and the environment is about another.
	deaf, tokenless bool
}

// list is what the profiles of the file are.
func (d *document) list() []Profile {
	var out []Profile
	for _, p := range d.profiles {
		out = append(out, Profile{
			Name: p.name, Color: d.either(p, "color"), AccountSID: d.either(p, "account_sid"),
			ReadOnly: isTrue(d.either(p, "read_only")), Hidden: isTrue(d.either(p, "hidden")),
		})
	}
	return out
}

// ProfileNames are the names of all profiles, in the order of the file.
func (c *Config) ProfileNames() []string { return names(c.Profiles) }

func names(list []Profile) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name)
	}
	return out
}

// lookup is the entry of a key.
func lookup(list []entry, key string) (entry, bool) {
	i := slices.IndexFunc(list, func(e entry) bool { return e.key == key })
	if i < 0 {
		return entry{}, false
	}
	return list[i], true
}

// word is the text of a setting that has one value, empty where it is not set.
func word(list []entry, key string) string {
	e, ok := lookup(list, key)
	if !ok {
		return ""
	}
	text, _ := scalar(e.value) // checked
	return text
}

// isTrue reads a truth that has been checked; where there is none, it is not.
func isTrue(text string) bool {
	yes, err := strconv.ParseBool(text)
	return err == nil && yes
}

// either is the text of a setting in the profile, else outside of it.
func (d *document) either(p section, key string) string {
	if text := word(p.settings, key); text != "" {
		return text
	}
	return word(d.settings, key)
}

// choose finds the profile that holds, see the rules at each step.
func (d *document) choose(s Source) (choice, error) {
	start, err := d.start(s)
	if err != nil || s.Profile == "" || s.Profile == start.name {
		return start, err
	}
	// Another one while the program runs: whatever flags and environment say
	// of an account was said about the first.
	other, err := d.named(s.Profile, "")
	other.foreign = true
	return other, err
}

// start is the profile the program starts with.
func (d *document) start(s Source) (choice, error) {
	byFlag, byEnv := s.flag("profile"), s.env("IMPACTDASH_PROFILE")
	flagSID, envSID := s.flag("account-sid"), s.env("IMPACTDASH_ACCOUNT_SID")
	usual := d.usual()
	switch {
	case byFlag != "":
		c, err := d.named(byFlag, "--profile")
		if err != nil {
			return c, err
		}
		sid := d.sid(c)
		if flagSID != "" && sid != "" && flagSID != sid {
			return c, fmt.Errorf("--profile %s and --account-sid name two accounts; leave one of them out", byFlag)
		}
		// The environment is about the account it names; where it names none,
		// about the one that would be shown without the flag.
		without := usual.name
		if byEnv != "" {
			without = byEnv
		}
		c.deaf = envSID != "" && envSID != sid
		c.tokenless = c.deaf || envSID == "" && without != byFlag
		return c, nil
	case byEnv != "":
		c, err := d.named(byEnv, "IMPACTDASH_PROFILE")
		if err != nil {
			return c, err
		}
		if flagSID == "" && envSID != "" && d.sid(c) != "" && envSID != d.sid(c) {
			return c, fmt.Errorf("IMPACTDASH_PROFILE=%s and IMPACTDASH_ACCOUNT_SID name two accounts; unset one of them", byEnv)
		}
		if flagSID == "" || d.sid(c) == "" || flagSID == d.sid(c) {
			return c, nil
		}
		return d.owner(flagSID, usual), nil
	case flagSID != "":
		return d.owner(flagSID, usual), nil
	case envSID != "":
		return d.owner(envSID, usual), nil
	}
	return usual, nil
}

// usual is the profile that is chosen where nobody says anything: the default
// one of the file, else its first.
func (d *document) usual() choice {
	if len(d.profiles) == 0 {
		return choice{}
	}
	if e, ok := lookup(d.settings, "default_profile"); ok && word(d.settings, e.key) != "" {
		c, err := d.named(word(d.settings, e.key), e.key)
		if err == nil {
			return c
		}
		d.note(e, "", err)
	}
	c, _ := d.named(d.profiles[0].name, "") // it is there
	return c
}

// named is the profile with that name; by is what names it.
func (d *document) named(name, by string) (choice, error) {
	for _, p := range d.profiles {
		if p.name == name {
			return choice{name: name, settings: p.settings, own: word(p.settings, "account_sid") != ""}, nil
		}
	}
	all := names(d.list())
	if by != "" {
		by += ": "
	}
	if len(all) == 0 {
		return choice{}, flawed(name, all, "%sthere is no profile %q; the configuration file has none", by, name)
	}
	return choice{}, flawed(name, all, "%sthere is no profile %q, only %s", by, name, strings.Join(all, ", "))
}

// owner is the profile of an account that is named by its AccountSID: the
// usual one if it is its or nobody's, else the first with it, else none.
func (d *document) owner(sid string, usual choice) choice {
	if at := d.sid(usual); at == sid || at == "" {
		return usual
	}
	for _, p := range d.profiles {
		if d.either(p, "account_sid") == sid {
			c, _ := d.named(p.name, "") // it is there
			return c
		}
	}
	return choice{}
}

// sid is the account that the file gives to a choice.
func (d *document) sid(c choice) string {
	return d.either(section{settings: c.settings}, "account_sid")
}

// token is the token for the account, and where it is from. A token is used
// for the account it was written beside, never for another.
func (d *document) token(sid string, s Source, chosen choice) (Secret, Origin) {
	envSID := s.env("IMPACTDASH_ACCOUNT_SID")
	if t := s.env("IMPACTDASH_AUTH_TOKEN"); t != "" && !chosen.foreign && !chosen.tokenless && (envSID == "" || envSID == sid) {
		return Secret(t), Environment
	}
	if t := word(chosen.settings, "auth_token"); t != "" && (d.sid(chosen) == sid || d.sid(chosen) == "") {
		return Secret(t), InFile
	}
	outer := word(d.settings, "account_sid")
	if t := word(d.settings, "auth_token"); t != "" && (outer == sid || outer == "" && !chosen.own) {
		return Secret(t), InFile
	}
	return "", ""
}
