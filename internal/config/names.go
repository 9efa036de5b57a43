package config

// EnvNames are the variables of the environment that hold a setting, the file
// to read or the place of the local state.
func EnvNames() []string {
	var names []string
	for _, s := range settings() {
		if s.env != "" {
			names = append(names, s.env)
		}
	}
	return append(names, "IMPACTDASH_CONFIG", "IMPACTDASH_STATE_DIR")
}
