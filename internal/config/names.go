package config

// KeyNames are the keys of the file, in the order in which they are explained.
func KeyNames() []string {
	var names []string
	for _, s := range settings() {
		names = append(names, s.key)
	}
	return names
}

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
