package triage

// sortList sorts a list stably. It merges the ascending runs that are there
// already: a list that a refresh has hardly changed costs one comparison for
// each item, and one in no order fewer comparisons than the sorting of the
// standard library, which count here because each copies two items.
func sortList(list []int32, compare func(a, b int32) int) {
	ends := runs(list, compare)
	if len(ends) < 2 {
		return
	}
	from, to := list, make([]int32, len(list))
	for len(ends) > 1 {
		joined := ends[:0]
		start := 0
		for i := 0; i < len(ends); i += 2 {
			middle, end := ends[i], ends[min(i+1, len(ends)-1)]
			merge(to[start:end], from[start:middle], from[middle:end], compare)
			joined = append(joined, end)
			start = end
		}
		ends = joined
		from, to = to, from
	}
	if &from[0] != &list[0] {
		copy(list, from)
	}
}

// runs are the ends of the ascending runs of a list.
func runs(list []int32, compare func(a, b int32) int) []int {
	var ends []int
	for i := 1; i < len(list); i++ {
		if compare(list[i-1], list[i]) > 0 {
			ends = append(ends, i)
		}
	}
	return append(ends, len(list))
}

// merge fills to with two sorted lists; of what is equal, what stands in a
// comes first.
func merge(to, a, b []int32, compare func(a, b int32) int) {
	if len(a) == 0 || len(b) == 0 || compare(a[len(a)-1], b[0]) <= 0 {
		copy(to[copy(to, a):], b)
		return
	}
	for i := range to {
		switch {
		case len(a) == 0:
			copy(to[i:], b)
			return
		case len(b) == 0:
			copy(to[i:], a)
			return
		case compare(a[0], b[0]) <= 0:
			to[i], a = a[0], a[1:]
		default:
			to[i], b = b[0], b[1:]
		}
	}
}
