package credential

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// memory is the form of the file that says which account signed in last.
type memory struct {
	SID     string `json:"account_sid"`
	BaseURL string `json:"base_url"`
}

// memoryFile is its name.
const memoryFile = "account.json"

// Remember keeps which account is meant where the configuration names none.
// It holds no secret.
func (s *Store) Remember(a Account) error {
	if s.Dir == "" {
		return nil
	}
	data, err := json.Marshal(memory{SID: a.SID, BaseURL: a.BaseURL})
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(s.Dir, memoryFile), append(data, '\n'))
}

// Remembered is the account that signed in last. One that cannot be read is
// none: signing in again puts it right.
func (s *Store) Remembered() (a Account, ok bool) {
	if s.Dir == "" {
		return Account{}, false
	}
	data, err := os.ReadFile(filepath.Join(s.Dir, memoryFile))
	if err != nil {
		return Account{}, false
	}
	var m memory
	if json.Unmarshal(data, &m) != nil || m.SID == "" {
		return Account{}, false
	}
	return Account{SID: m.SID, BaseURL: m.BaseURL}, true
}

// Unremember lets go of the account that signed in last, if it is this one.
func (s *Store) Unremember(a Account) error {
	if last, ok := s.Remembered(); !ok || last.Name() != a.Name() {
		return nil
	}
	return os.Remove(filepath.Join(s.Dir, memoryFile))
}
