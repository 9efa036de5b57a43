package store

import _ "github.com/gofrs/flock" // one writer at a time
