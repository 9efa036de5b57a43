package config

import "path/filepath"

// Path is the file that Load reads, or would read if it were there, and
// whether the user named it. It is empty where no place is known.
func Path(s Source) (path string, named bool) {
	if s.Flags != nil && s.Flags.Changed("config") {
		return s.Flags.Lookup("config").Value.String(), true
	}
	if path := s.Getenv("IMPACTDASH_CONFIG"); path != "" {
		return path, true
	}
	dir := s.Getenv("XDG_CONFIG_HOME")
	switch home := s.Getenv("HOME"); {
	case dir != "":
	case s.GOOS == "windows":
		dir = s.Getenv("AppData")
	case home != "":
		dir = filepath.Join(home, ".config")
	}
	if dir == "" {
		return "", false
	}
	return filepath.Join(dir, "impactdash", "config.yaml"), false
}

// stateDir is where local state is kept: the directory the user named, else one
// in the usual place of the system.
func stateDir(s Source) string {
	if dir := s.Getenv("IMPACTDASH_STATE_DIR"); dir != "" {
		return dir
	}
	// A relative XDG directory counts for nothing, as its specification says.
	dir := s.Getenv("XDG_STATE_HOME")
	switch home := s.Getenv("HOME"); {
	case filepath.IsAbs(dir):
	case s.GOOS == "windows":
		dir = s.Getenv("LocalAppData")
	case home != "":
		dir = filepath.Join(home, ".local", "state")
	default:
		dir = ""
	}
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "impactdash")
}
