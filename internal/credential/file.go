package credential

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"impactdash/internal/config"
)

// Path is the token file of an account, empty where there is no place for one.
func (s *Store) Path(a Account) string {
	if s.Dir == "" || a.SID == "" {
		return ""
	}
	return filepath.Join(s.Dir, url.QueryEscape(a.Name())+".token")
}

// has reports whether there is a token file.
func (s *Store) has(a Account) bool {
	path := s.Path(a)
	if path == "" {
		return false
	}
	_, err := os.Lstat(path)
	return err == nil
}

// read is what the token file says, empty where there is none. One that others
// may read is refused: they may have read it.
func (s *Store) read(a Account) (string, error) {
	path := s.Path(a)
	if path == "" {
		return "", nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", unreadable(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", unreadable(path, err)
	}
	if s.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // which has no such modes
		return "", &Error{
			What: fmt.Sprintf("The token file %s is not used, because others may read it.", path),
			Next: fmt.Sprintf("Run chmod 600 %s, and ask for a new token if somebody may have read this one.", path),
		}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxToken+1))
	if err != nil {
		return "", unreadable(path, err)
	}
	return string(data), nil
}

func unreadable(path string, err error) error {
	return &Error{
		What: fmt.Sprintf("The token file %s cannot be read: %s.", path, tell(bare(err))), Err: err,
		Next: "Put its rights in order, or run impactdash auth login.",
	}
}

// bare is a failure without the path, which is said anyway.
func bare(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// write makes the token file: whole or not at all, and for nobody else at any
// time.
func (s *Store) write(a Account, token config.Secret) error {
	path := s.Path(a)
	if path == "" {
		return &Error{
			What: "There is no place to keep the token: no keyring answers, and no directory for files is known.",
			Next: "Set IMPACTDASH_STATE_DIR to a directory of yours, or IMPACTDASH_AUTH_TOKEN to the token.",
		}
	}
	if err := writeFile(path, []byte(token.Reveal()+"\n")); err != nil {
		return &Error{
			What: fmt.Sprintf("The token cannot be kept in %s: %s.", path, tell(bare(err))), Err: err,
			Next: "Set IMPACTDASH_STATE_DIR to a directory you may write to, or IMPACTDASH_AUTH_TOKEN to the token.",
		}
	}
	return nil
}

// writeFile replaces a file that only its owner may read.
func writeFile(path string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".token-*") // made with 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the failure itself is told
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// remove takes the token file away.
func (s *Store) remove(a Account) error {
	path := s.Path(a)
	if path == "" {
		return nil
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Error{
			What: fmt.Sprintf("The token file %s cannot be removed: %s.", path, tell(bare(err))), Err: err,
			Next: "Remove it by hand.",
		}
	}
	return nil
}
