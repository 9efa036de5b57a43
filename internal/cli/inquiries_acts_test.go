package cli

import (
	"io/fs"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func TestAnInquiryIsCheckedConfirmedAndSentOnce(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	ask := []string{"inquiries", "create", "--program", b.programFor(true).Name, "--order-id", "WEB-1", "--type", "untracked", "--date", "2026-11-02"}
	b.do(ask...).fails(t, exitUsage, "needs --amount;")
	b.do(append(ask, "--amount", "5")...).fails(t, exitUsage, "--yes")
	b.do(append(ask, "--yes", "--amount", "1.234")...).fails(t, exitUsage, "two decimals")
	b.do(append(ask, "--yes", "--amount", "5", "--deadline", "2026-01-01")...).fails(t, exitUsage, "--deadline: ")
	b.do("inquiries", "create", "--yes", "--program", "1", "--type", "lost").fails(t, exitUsage, "untracked, incorrect, declined")
	b.do("inquiries", "create", "--yes", "--type", "untracked").fails(t, exitUsage, "--program")
	if b.writes() != 0 {
		t.Fatalf("%d writes", b.writes())
	}
	ask = append(ask, "--amount", "129.90")
	if r := b.typing("\n", ask...); r.code != exitFailed || !strings.Contains(r.err, "order WEB-1") || b.writes() != 0 {
		t.Errorf("%d, %q", r.code, r.err)
	}
	if out := b.do(append(ask, "--yes")...).want(t, exitDone).out; !strings.HasPrefix(out, "WEB-1\tdone\t") || b.writes() != 1 {
		t.Errorf("%q, %d writes", out, b.writes())
	}
}

func TestAnInquiryWithoutAnAnswerIsNotKnown(t *testing.T) {
	t.Parallel()
	b := newDeafBench(t)
	b.do("inquiries", "create", "--yes", "--program", b.programFor(true).ID, "--order-id", "WEB-1", "--type", "untracked", "--date", "2026-11-02", "--amount", "5").
		fails(t, exitFailed, "not known whether")
	if b.writes() != 1 {
		t.Errorf("%d writes", b.writes())
	}
}

// withFile runs a command line that reads a file.
func (b *bench) withFile(name, text string, args ...string) result {
	b.t.Helper()
	var out, err buffer
	sys := b.system(&out, &err)
	sys.ReadFile = func(path string) ([]byte, error) {
		if path != name {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}
	code := Main(b.t.Context(), args, sys)
	return result{code: code, out: out.String(), err: err.String()}
}

func TestAFileOfInquiriesHasAReportPerRow(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.programFor(true).ID
	file := "program,order_id,type,date,amount\n" +
		id + ",A-1,UNTRACKED,2026-11-02,129.90\n" +
		id + ",A-2,UNTRACKED,2026-11-02,much\n" +
		"No such brand,A-3,UNTRACKED,2026-11-02,5\n" +
		id + ",A-4,untracked,2026-11-03,5\n"
	b.withFile("f.csv", file, "inquiries", "import", "f.csv").fails(t, exitUsage, "--yes")
	r := b.withFile("f.csv", file, "inquiries", "import", "f.csv", "--check").want(t, exitFailed)
	if got := rows(r.out); len(got) != 4 || got[0][2] != rowReady || got[1][2] != failed || got[2][2] != failed || got[3][2] != rowReady || !strings.Contains(r.err, "2 of 4 rows have a mistake") {
		t.Errorf("%q, %q", r.out, r.err)
	}
	if b.writes() != 0 {
		t.Fatalf("%d writes", b.writes())
	}
	doc := document[rowsDoc](t, b.withFile("f.csv", file, "inquiries", "import", "--yes", "f.csv", "--json").want(t, exitFailed).out)
	if doc.Sent != 2 || len(doc.Rows) != 4 || len(doc.Errors) != 2 || doc.Rows[0].URI == nil || doc.Rows[0].Line != 2 || doc.Rows[1].Result != failed || !strings.Contains(*doc.Rows[1].Message, partner.InquiryAmount) {
		t.Errorf("%+v", doc)
	}
	if b.writes() != 2 {
		t.Errorf("%d writes", b.writes())
	}
	b.withFile("f.csv", file, "inquiries", "import", "--yes", "other.csv").fails(t, exitUsage, "other.csv")
	b.withFile("f.csv", "a,b\n1,2\n", "inquiries", "import", "--yes", "f.csv").fails(t, exitUsage, "column")
}

func TestAFileStopsAtTheFirstUnknownOutcome(t *testing.T) {
	t.Parallel()
	b := newDeafBench(t)
	id := b.programFor(true).ID
	file := "program,order_id,type,date,amount\n" + id + ",A-1,UNTRACKED,2026-11-02,1\n" + id + ",A-2,UNTRACKED,2026-11-02,2\n"
	r := b.withFile("f.csv", file, "inquiries", "import", "--yes", "f.csv").want(t, exitFailed)
	if got := rows(r.out); len(got) != 2 || got[0][2] != unknown || got[1][2] != notTried || b.writes() != 1 {
		t.Errorf("%q, %d writes", r.out, b.writes())
	}
}
