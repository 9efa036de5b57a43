package partner

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/govalues/decimal"
)

// filler puts values into things of any type, all of them distinct.
type filler struct {
	t     *testing.T
	n     int
	empty bool // lists and maps are there without elements, present values are zero
}

// opened is a field or value that may be read and set, exported or not.
func opened(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

func (f *filler) fill(v reflect.Value) {
	f.t.Helper()
	f.n++
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = time.Date(2026, 8, 22, 0, 0, f.n, f.n, time.FixedZone("", 3600*(f.n%5)))
		return
	case **time.Location:
		zone, err := time.LoadLocation([]string{"Europe/Paris", "America/St_Johns", "UTC"}[f.n%3])
		if err != nil {
			f.t.Fatal(err)
		}
		*p = zone
		return
	case *decimal.Decimal:
		*p = decimal.MustParse(fmt.Sprintf("-12345678901234.%05d", 10*f.n)) // 19 digits, and a zero at the end
		return
	case *Kind:
		*p = Kind(1 + f.n%(len(kindNames)-1))
		return
	case *Totals:
		if *p = (Totals{}); !f.empty {
			for _, c := range []string{"USD", "EUR"} {
				f.n++
				p.Add(Money{Amount: decimal.MustNew(int64(f.n), 2), Currency: c})
			}
		}
		return
	case *error:
		if !f.empty {
			e := &Error{}
			f.fill(reflect.ValueOf(e).Elem().FieldByName("Fields"))
			*e = Error{
				Op: f.text(), Kind: Conflict, Field: f.text(), Status: f.n, Endpoint: f.text(), Code: f.text(), Detail: f.text(),
				RetryAfter: time.Duration(f.n), Fields: e.Fields, Err: errors.New(f.text()),
			}
			*p = e
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			field := opened(v.Field(i))
			if f.empty && !composed(field.Type()) {
				continue
			}
			f.fill(field)
		}
		if strings.HasPrefix(v.Type().Name(), "Opt[") {
			v.FieldByName("OK").SetBool(true)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 2))
		for range 2 {
			if !f.empty {
				one := reflect.New(v.Type().Elem()).Elem()
				f.fill(one)
				v.Set(reflect.Append(v, one))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			if !f.empty {
				key, one := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				f.fill(key)
				f.fill(one)
				v.SetMapIndex(key, one)
			}
		}
	case reflect.String:
		v.SetString(f.text())
	case reflect.Bool:
		v.SetBool(!f.empty)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.n) + 1<<40)
	default:
		f.t.Fatalf("nobody knows how to fill a %s", v.Type())
	}
}

// text has what JSON and HTML must escape, and what a terminal must not see.
func (f *filler) text() string {
	f.n++
	return fmt.Sprintf("text %d <&> \"\\\n\x1b[31m\u2028 ü 日本 %s", f.n, strings.Repeat("long ", f.n%3*80))
}

// composed reports types with values inside.
func composed(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Map, reflect.Pointer, reflect.Array:
		return t != reflect.TypeFor[time.Time]() && t != reflect.TypeFor[decimal.Decimal]() && t != reflect.TypeFor[*time.Location]()
	}
	return false
}

// differ lists the places where two values of one type are not the same.
func differ(path string, a, b reflect.Value) []string {
	switch x := a.Addr().Interface().(type) {
	case *time.Time:
		y := b.Addr().Interface().(*time.Time)
		return unless(x.Equal(*y) && x.IsZero() == y.IsZero(), path, *x, *y)
	case **time.Location:
		y := b.Addr().Interface().(**time.Location)
		return unless(*x == nil && *y == nil || *x != nil && *y != nil && (*x).String() == (*y).String(), path, *x, *y)
	case *decimal.Decimal:
		return unless(*x == *b.Addr().Interface().(*decimal.Decimal), path, *x, b)
	}
	switch a.Kind() {
	case reflect.Struct:
		var all []string
		for i := range a.NumField() {
			all = append(all, differ(path+"."+a.Type().Field(i).Name, opened(a.Field(i)), opened(b.Field(i)))...)
		}
		return all
	case reflect.Interface, reflect.Pointer:
		if a.IsNil() || b.IsNil() || a.Elem().Type() != b.Elem().Type() {
			return unless(a.IsNil() && b.IsNil(), path, a, b)
		}
		if a.Kind() == reflect.Interface {
			return differ(path, addressed(a.Elem()), addressed(b.Elem()))
		}
		return differ(path, a.Elem(), b.Elem())
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() || a.Kind() == reflect.Slice && a.IsNil() != b.IsNil() {
			return unless(false, path, a, b)
		}
		var all []string
		for i := range a.Len() {
			all = append(all, differ(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))...)
		}
		return all
	case reflect.Map:
		if a.Len() != b.Len() || a.Type() != reflect.TypeFor[map[string]Money]() && a.IsNil() != b.IsNil() { // an empty sum is an empty sum
			return unless(false, path, a, b)
		}
		var all []string
		for _, key := range a.MapKeys() {
			if there := b.MapIndex(key); there.IsValid() {
				all = append(all, differ(fmt.Sprintf("%s[%v]", path, key), addressed(a.MapIndex(key)), addressed(there))...)
			} else {
				all = append(all, fmt.Sprintf("%s lacks %v", path, key))
			}
		}
		return all
	}
	return unless(a.Equal(b), path, a, b)
}

func addressed(v reflect.Value) reflect.Value {
	p := reflect.New(v.Type()).Elem()
	p.Set(v)
	return p
}

func unless(same bool, path string, a, b any) []string {
	if same {
		return nil
	}
	return []string{fmt.Sprintf("%s was %v and is %v", path, a, b)}
}
