import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Tabs } from '@/components/Tabs';
import { useTitle } from '@/lib/title';
import { useNarrow } from '../staff/shared/useNarrow';
import { useUrlState } from '../staff/shared/useUrlState';
import { useParcels } from './api';
import { CompareTray } from './CompareTray';
import { Filters } from './Filters';
import { type Filter, queryOf } from './filter';
import { ListMap } from './ListMap';
import { ParcelList } from './ParcelList';
import './parcels.css';

/** 地块: the list and the map in step. What is shown is all in the address, so a link shows the same to others. */
export function ParcelsPage() {
  const { t } = useTranslation('land');
  useTitle(t('parcels'));
  const [url, setUrl] = useUrlState();
  const filter: Filter = url;
  const [bbox, setBbox] = useState<string>();
  const list = useParcels(queryOf(filter, bbox));
  const [pointed, point] = useState<string>();
  const [picked, pick] = useState<string>();
  const narrow = useNarrow();
  const shown = url.view === 'map' ? 'map' : 'list';
  const change = (next: Filter) => setUrl({ ...next });
  const counts = list.data?.pages[0]?.counts;
  const items = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  const choose = (id: string | undefined) => {
    pick(id);
    if (id) document.getElementById(`parcel-${id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const map = (
    <ListMap
      filter={filter}
      items={items}
      hovered={pointed}
      picked={picked}
      onHover={point}
      onPick={choose}
      onView={(view, box) => {
        setBbox(box);
        setUrl({ at: view });
      }}
    />
  );
  const head = (
    <header className="ps-head">
      <h1>{t('parcels')}</h1>
      <p className="c2">{t('list.note')}</p>
    </header>
  );
  return (
    <Shell>
      <div className="ps">
        <div className="ps-side">
          {head}
          <Filters filter={filter} counts={counts} onChange={change} />
          {narrow && (
            <Tabs
              id="parcels"
              label={t('list.ways')}
              value={shown}
              onChange={(view) => setUrl({ view: view === 'map' ? 'map' : undefined })}
              tabs={[
                { id: 'list' as const, label: t('list.list'), icon: 'menu' },
                { id: 'map' as const, label: t('list.map'), icon: 'map' },
              ]}
            />
          )}
          {narrow && shown === 'map' ? (
            <div role="tabpanel" id="parcels-panel-map" aria-labelledby="parcels-tab-map" className="ps-map">
              {map}
            </div>
          ) : (
            <div {...(narrow && { role: 'tabpanel', id: 'parcels-panel-list', 'aria-labelledby': 'parcels-tab-list' })}>
              <ParcelList list={list} filter={filter} onChange={change} marked={pointed ?? picked} onPoint={point} />
            </div>
          )}
        </div>
        {!narrow && <div className="ps-map">{map}</div>}
      </div>
      <CompareTray />
    </Shell>
  );
}
