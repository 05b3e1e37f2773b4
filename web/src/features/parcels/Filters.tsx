import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Select } from '@/components/Select';
import { statuses } from '@/lib/land/types';
import { useGroups } from '@/lib/map/uses';
import { Facet } from './Facet';
import { Swatch } from './figures/Swatch';
import { conditions, emptyFilter, type Filter, unitOf } from './filter';
import { RangeField } from './RangeField';
import { SearchField } from './SearchField';

export interface Counts {
  total: number;
  uses: Record<string, number>;
  statuses: Record<string, number>;
  districts: Record<string, number>;
}

interface FiltersProps {
  filter: Filter;
  counts: Counts | undefined;
  onChange: (change: Filter) => void;
}

/** What a reader may narrow the parcels by, each choice with how many it would leave. */
export function Filters({ filter, counts, onChange }: FiltersProps) {
  const { t } = useTranslation('land');
  const { t: map } = useTranslation('map');
  const set = conditions(filter);
  const ranges = Boolean(filter.areaMin || filter.areaMax || filter.price || filter.farMin || filter.farMax);
  const [open, setOpen] = useState(ranges);
  const panel = useId();
  return (
    <search className="pfil" aria-label={t('filter.title')}>
      <div className="pfil-top">
        <SearchField label={t('filter.search')} value={filter.q} onChange={(q) => onChange({ q })} />
        <Button
          variant="soft"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
          className={set > 0 ? 'on' : undefined}
        >
          <Icon name="filter" />
          {set > 0 ? t('filter.set', { count: set }) : t('filter.more')}
        </Button>
      </div>
      <Facet
        label={t('fact.uses')}
        value={filter.use}
        counts={counts?.uses}
        options={useGroups.map((value) => ({ value, label: map(`use.${value}`), mark: <Swatch group={value} /> }))}
        onChange={(use) => onChange({ use })}
      />
      <div id={panel} hidden={!open} className="pfil-more">
        <Facet
          label={t('filter.status')}
          value={filter.status}
          counts={counts?.statuses}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChange={(status) => onChange({ status })}
        />
        <Facet
          label={t('fact.district')}
          value={filter.district}
          counts={counts?.districts}
          options={Object.keys(counts?.districts ?? {})
            .sort()
            .map((value) => ({ value, label: value }))}
          onChange={(district) => onChange({ district })}
        />
        <Ranges filter={filter} onChange={onChange} />
        {set > 0 && (
          <Button variant="quiet" onClick={() => onChange(emptyFilter)}>
            {t('filter.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

function Ranges({ filter, onChange }: Pick<FiltersProps, 'filter' | 'onChange'>) {
  const { t } = useTranslation('land');
  const unit = unitOf(filter);
  return (
    <div className="pfil-ranges">
      <RangeField
        label={t('fact.area')}
        unit={
          <Select
            aria-label={t('filter.unit')}
            value={unit}
            onChange={(event) => onChange({ unit: event.target.value === 'm2' ? 'm2' : undefined })}
          >
            <option value="mu">{t('areaUnit.mu')}</option>
            <option value="m2">{t('areaUnit.m2')}</option>
          </Select>
        }
        from={filter.areaMin}
        to={filter.areaMax}
        onFrom={(areaMin) => onChange({ areaMin })}
        onTo={(areaMax) => onChange({ areaMax })}
      />
      <RangeField
        label={t('fact.far')}
        from={filter.farMin}
        to={filter.farMax}
        onFrom={(farMin) => onChange({ farMin })}
        onTo={(farMax) => onChange({ farMax })}
      />
      <RangeField
        label={t('fact.start')}
        unit={<span className="c2 nowrap">{t('filter.wan')}</span>}
        to={filter.price}
        onTo={(price) => onChange({ price })}
      />
    </div>
  );
}
