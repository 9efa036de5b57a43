package partner

import "testing"

func TestColumnNamesAreComparedByLettersAndDigits(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Sale_zzzAmount": "salezzzamount", "campaign_id": "campaignid", "Campaign Id": "campaignid", "pubsubid1_": "pubsubid1",
		"EPC": "epc", "": "", "__": "", "Größe": "gre",
	} {
		if got := NormalColumn(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestAMissingColumnIsNotAnEmptyOne(t *testing.T) {
	t.Parallel()
	r := ReportRow{"clicks": "12", "earnings": ""}
	for _, tc := range []struct {
		names []string
		want  Opt[string]
	}{
		{[]string{"Clicks"}, Some("12")},
		{[]string{"Visits", "CLICKS_"}, Some("12")},
		{[]string{"Earnings", "Clicks"}, Some("")},
		{[]string{"Actions"}, Opt[string]{}},
		{nil, Opt[string]{}},
	} {
		if got := r.Text(tc.names...); got != tc.want {
			t.Errorf("%v gives %v, want %v", tc.names, got, tc.want)
		}
	}
}

func TestAbsentValuesHaveADefault(t *testing.T) {
	t.Parallel()
	if Some(0).Or(7) != 0 || (Opt[int]{}).Or(7) != 7 || (Opt[int]{V: 3}).Or(7) != 7 {
		t.Error("absence and zero are mixed up")
	}
}

func TestTheBudgetOfAGroup(t *testing.T) {
	t.Parallel()
	b := Budget{{Group: GroupDetail, Remaining: Some(0)}, {Group: GroupGeneral}}
	if a := b.Of(GroupDetail); !a.OK || a.V.Remaining != Some(0) {
		t.Errorf("got %+v", a)
	}
	if a := b.Of(GroupAggregate); a.OK {
		t.Errorf("got %+v", a)
	}
	if a := Budget(nil).Of(GroupDetail); a.OK {
		t.Errorf("got %+v", a)
	}
}

func TestReversedActionsEarnNothing(t *testing.T) {
	t.Parallel()
	for state, want := range map[ActionState]bool{ActionPending: true, ActionApproved: true, ActionReversed: false, "LOCKED": true, "": true} {
		if got := (Action{State: state}).Earns(); got != want {
			t.Errorf("%q earns: %v", state, got)
		}
	}
}
