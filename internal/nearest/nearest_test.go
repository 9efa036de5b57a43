package nearest

import "testing"

func TestName(t *testing.T) {
	t.Parallel()
	names := []string{"theme", "time_zone", "keys"}
	for name, want := range map[string]string{"themee": "theme", "Theme": "theme", "timezone": "time_zone", "key": "keys", "x": "", "": "", "password": ""} {
		if got := Name(name, names); got != want {
			t.Errorf("%q was meant by %q, want %q", got, name, want)
		}
	}
}
