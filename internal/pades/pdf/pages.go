package pdf

// MaxPages is how many pages a document has at most.
const MaxPages = 10_000

// Root is the catalog and its reference.
func (v *View) Root() (Dict, Ref, error) {
	ref, ok := v.Trailer()["Root"].(Ref)
	if !ok {
		return nil, Ref{}, &Error{0, "the file has no root"}
	}
	o, err := v.Resolve(ref)
	if err != nil {
		return nil, ref, err
	}
	root, ok := o.(Dict)
	if !ok {
		return nil, ref, &Error{0, "the file has no root"}
	}
	return root, ref, nil
}

// Pages lists the pages in their order, and the nodes of the tree above them.
func (v *View) Pages() (pages, nodes []Ref, err error) {
	root, _, err := v.Root()
	if err != nil {
		return nil, nil, err
	}
	top, ok := root["Pages"].(Ref)
	if !ok {
		return nil, nil, &Error{0, "the file has no pages"}
	}
	seen := map[int]bool{}
	var walk func(ref Ref, depth int) error
	walk = func(ref Ref, depth int) error {
		if seen[ref.Number] || depth > maxDepth || len(pages) >= MaxPages {
			return &Error{0, "the tree of pages goes in a circle or is too large"}
		}
		seen[ref.Number] = true
		o, err := v.Resolve(ref)
		if err != nil {
			return err
		}
		node, ok := o.(Dict)
		if !ok {
			return &Error{0, "a page is missing"}
		}
		if _, inner := node["Kids"]; !inner {
			pages = append(pages, ref)
			return nil
		}
		nodes = append(nodes, ref)
		for _, kid := range v.Array(node["Kids"]) {
			r, ok := kid.(Ref)
			if !ok {
				return &Error{0, "a page is missing"}
			}
			if err := walk(r, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err = walk(top, 0)
	return pages, nodes, err
}
