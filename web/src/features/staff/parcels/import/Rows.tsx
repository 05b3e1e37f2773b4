import type { Feature } from 'geojson';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { type MapHandle, MapView } from '@/lib/map';
import { isUseGroup } from '@/lib/map/uses';
import { Choices } from '../../shared/Filters';
import { type ImportRow, type ParcelImport, useImportRows, type Verdict } from './api';
import { Row } from './Row';

const verdicts: readonly Verdict[] = ['good', 'doubted', 'bad'];

/** Every row with its verdict, beside the map; a faulty shape is shown too, so that the fault can be seen. */
export function Rows({ now }: { now: ParcelImport }) {
  const { t } = useTranslation('staff-land');
  const [verdict, only] = useState<Verdict>();
  const [picked, pick] = useState<string>();
  const [map, setMap] = useState<MapHandle>();
  const list = useImportRows(now.id, now.version, verdict);
  const { items = [], error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const shapes = useMemo(
    () =>
      items.flatMap(({ id, geometry, figures }) => {
        if (!geometry) return [];
        const group = figures.uses.map((use) => use.group).find(isUseGroup) ?? 'other';
        return [{ id, label: id, name: figures.name ?? figures.number ?? id, group, geometry: geometry as never }];
      }),
    [items],
  );
  const faults = useMemo(
    () => items.flatMap(({ findings }) => findings.flatMap(({ at }) => (at ? [cross(at)] : []))),
    [items],
  );
  useEffect(() => {
    if (map && picked) map.frame([picked]);
  }, [map, picked]);
  const choose = (id: string | undefined) => {
    pick(id);
    if (id) document.getElementById(`im-row-${id}`)?.scrollIntoView({ block: 'center' });
  };
  return (
    <section className="im-rows" aria-labelledby="im-rows">
      <div className="st-section-head">
        <h2 id="im-rows">{t('rows.title')}</h2>
        <Choices
          label={t('rows.filter')}
          all={t('rows.all', { count: now.counts.rows })}
          options={verdicts.map((value) => ({ value, label: t(`rows.of.${value}`, { count: now.counts[value] }) }))}
          value={verdict}
          onChange={only}
        />
      </div>
      {error && !list.data && (
        <ErrorState title={t('rows.failed')} error={error} level={3} onRetry={() => void refetch()} />
      )}
      {isPending && <Skeleton lines={6} />}
      {list.data && items.length === 0 && <Empty title={t('rows.none')} />}
      <div className={shapes.length > 0 ? 'im-two' : undefined}>
        <ol>
          {items.map((row: ImportRow) => (
            <li key={row.id} id={`im-row-${row.id}`}>
              <Row row={row} open={picked === row.id} onOpen={() => pick(picked === row.id ? undefined : row.id)} />
            </li>
          ))}
        </ol>
        {shapes.length > 0 && (
          <div className="im-map">
            <MapView
              key={shapes.length}
              label={t('rows.map')}
              parcels={shapes}
              selected={picked}
              onSelect={choose}
              outline={faults}
              onReady={setMap}
              tools={['zoom', 'north', 'full']}
            />
          </div>
        )}
      </div>
      {hasNextPage && (
        <p className="st-more">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('rows.more')}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Degrees from the middle of a cross to its ends: some eight metres. */
const arm = 8e-5;

/** Where a shape is faulty: it crosses itself here, or a hole lies outside. */
function cross([lng, lat]: [number, number]): Feature {
  const line = (dx: number, dy: number) => [
    [lng - dx, lat - dy],
    [lng + dx, lat + dy],
  ];
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: [line(arm, arm), line(arm, -arm)] },
  };
}
