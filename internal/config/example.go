package config

import _ "embed"

// Example is a file with every setting in it, commented, each with its
// default.
//
//go:embed example.yaml
var Example string
