package notice

// Derive works out what follows from the fields, to the digits notices use: areas
// and prices per ㎡ to 0.01, totals to 0.0001 万元 (a yuan). What needs a figure that
// is absent is absent; floor areas follow from the ends of the FAR, also where an
// end is open.
func Derive(f *Fields) Derived {
	var d Derived
	if f.AreaM2 != nil {
		d.AreaMu, d.AreaHa = ref(Round(*f.AreaM2/Mu, 2)), ref(Round(*f.AreaM2/Hectare, 4))
		if f.FAR != nil && f.FAR.Min != nil {
			d.FloorAreaM2Min = ref(Round(*f.AreaM2**f.FAR.Min, 2))
		}
		if f.FAR != nil && f.FAR.Max != nil {
			d.FloorAreaM2Max = ref(Round(*f.AreaM2**f.FAR.Max, 2))
		}
	}
	p := f.Prices
	start := d.total(p.Start, f.AreaM2, nil)
	if start != nil {
		d.StartTotalWan = ref(Round(*start, 4))
		d.StartPerM2 = per(start, f.AreaM2, 10_000)
		d.StartPerFloorM2 = per(start, d.FloorAreaM2Max, 10_000)
		d.StartPerMu = per(start, f.AreaM2, Mu)
	}
	if p.Start.Known() && p.Start.Unit == UnitYuanFloorM2 { // known without any area
		d.StartPerFloorM2 = ref(p.Start.Value)
	}
	if p.Start.Known() && p.Start.Unit == UnitYuanM2 {
		d.StartPerM2 = ref(p.Start.Value)
	}
	d.StepWan = rounded(d.total(p.Step, f.AreaM2, start))
	d.DepositWan = rounded(d.total(p.Deposit, f.AreaM2, start))
	limit := d.total(p.Cap, f.AreaM2, nil)
	d.CapTotalWan, d.CapPerFloorM2 = rounded(limit), per(limit, d.FloorAreaM2Max, 10_000)
	sold := d.total(p.Sold, f.AreaM2, nil)
	d.SoldTotalWan, d.SoldPerFloorM2 = rounded(sold), per(sold, d.FloorAreaM2Max, 10_000)
	if sold != nil && start != nil && *start > 0 {
		d.PremiumPercent = ref(Round((*sold / *start - 1)*100, 2))
	}
	if f.Intensity.Known() {
		switch f.Intensity.Unit {
		case UnitWanMu:
			d.IntensityWanPerMu = ref(f.Intensity.Value)
		case UnitWanHa:
			d.IntensityWanPerMu = ref(Round(f.Intensity.Value/15, 2))
		}
	}
	return d
}

// total is a price for the whole parcel in 万元, unrounded; percent is of what.
func (d *Derived) total(p *Price, area, of *float64) *float64 {
	if !p.Known() {
		return nil
	}
	by := func(quantity *float64, unit float64) *float64 {
		if quantity == nil {
			return nil
		}
		return ref(p.Value * *quantity / unit)
	}
	switch p.Unit {
	case UnitYuan:
		return ref(p.Value / 10_000)
	case UnitWan:
		return ref(p.Value)
	case UnitYi:
		return ref(p.Value * 10_000)
	case UnitYuanM2:
		return by(area, 10_000)
	case UnitYuanFloorM2:
		return by(d.FloorAreaM2Max, 10_000)
	case UnitYuanMu:
		return by(area, Mu*10_000)
	case UnitWanMu:
		return by(area, Mu)
	case UnitWanHa:
		return by(area, Hectare)
	case UnitPercent:
		return by(of, 100)
	}
	return nil
}

// per divides a total in 万元 by an area: factor 10,000 gives 元 a ㎡, Mu gives 万元 a 亩.
func per(total, area *float64, factor float64) *float64 {
	if total == nil || area == nil || *area == 0 {
		return nil
	}
	return ref(Round(*total*factor / *area, 2))
}

func rounded(v *float64) *float64 {
	if v == nil {
		return nil
	}
	return ref(Round(*v, 4))
}

func ref(v float64) *float64 { return &v }
