package partner

// ReadOnly refuses an act on the account of a profile that is read-only.
func ReadOnly(op string) *Error {
	return &Error{
		Op: op, Kind: Withheld,
		Detail: "this profile is read-only; to change the account, set read_only to false and start without --read-only",
	}
}

// Offline refuses an act on the account in a session that was begun offline.
func Offline(op string) *Error {
	return &Error{Op: op, Kind: Withheld, Detail: "this session is offline by choice; to change the account, start without --offline"}
}
