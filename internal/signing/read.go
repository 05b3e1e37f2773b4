package signing

import "zhaoyun/internal/core"

// Involves reports whether the person signs or witnesses.
func (a Agreement) Involves(person core.ID) bool {
	if person == "" {
		return false
	}
	for _, p := range a.Parties {
		for _, x := range p.Signers {
			if x.Person == person && x.State != SignerReplaced {
				return true
			}
		}
	}
	for _, w := range a.Witnesses {
		if w.Person == person {
			return true
		}
	}
	return false
}

// Required lists the signers whose signature is needed.
func (a Agreement) Required() []Signer {
	var out []Signer
	for _, p := range a.Parties {
		for _, x := range p.Signers {
			if x.State != SignerReplaced {
				out = append(out, x)
			}
		}
	}
	return out
}

// TurnOf names whose turn it is; empty when it is nobody's.
func (a Agreement) TurnOf() string {
	if a.Closing.Slot == nil {
		return ""
	}
	if x := a.signer(a.Closing.Slot.Signer); x != nil {
		return x.Name
	}
	return ""
}

// FieldOf is the name of a signer's field; empty before it is frozen.
func (a Agreement) FieldOf(signer core.ID) string {
	if a.Frozen != nil {
		for _, f := range a.Frozen.Fields {
			if f.Signer == signer {
				return f.Name
			}
		}
	}
	return ""
}

// signer finds one to be changed; nil when there is none.
func (a *Agreement) signer(id core.ID) *Signer {
	for i := range a.Parties {
		for j := range a.Parties[i].Signers {
			if a.Parties[i].Signers[j].ID == id {
				return &a.Parties[i].Signers[j]
			}
		}
	}
	return nil
}
