import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { PageHead } from '../shared/PageHead';
import { RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { reaches, useMembers } from './api';
import { type Chamber, ChamberPicker } from './chambers';
import { useColumns } from './columns';
import { Export } from './Export';
import { Filters } from './Filters';
import { LabelBar } from './LabelBar';
import { MemberDrawer } from './MemberDrawer';
import { NewMemberDrawer } from './NewMemberDrawer';

interface MemberListProps {
  chamber: Chamber;
  chambers: readonly Chamber[];
}

/** 会员: a chamber's own list. The bureau reads it with contacts masked and changes nothing. */
export function MemberList({ chamber, chambers }: MemberListProps) {
  const { t } = useTranslation('staff-members');
  const [url, setUrl] = useUrlState();
  const filter = {
    chamber: chamber.id,
    q: url.q,
    group: url.group,
    tag: url.tag,
    reach: reaches.find((one) => one === url.reach),
  };
  const list = useMembers(filter);
  const [picked, pick] = useState<ReadonlySet<string>>(new Set());
  const flip = (id: string) =>
    pick(new Set(picked.has(id) ? [...picked].filter((one) => one !== id) : [...picked, id]));
  const open = (id: string | undefined) => setUrl({ open: id });
  const narrowed = Boolean(filter.q || filter.group || filter.tag || filter.reach);
  const items = list.items ?? [];
  const add = (
    <Link to="/staff/members/import" search={{ chamber: chamber.id } as never} className={buttonClass()}>
      {t('import.action')}
    </Link>
  );
  return (
    <>
      <PageHead
        title={t('title')}
        note={t(chamber.own ? 'noteOwn' : 'noteBureau', { chamber: chamber.name })}
        actions={
          <>
            <ChamberPicker
              chambers={chambers}
              value={chamber.id}
              onPick={(id) => setUrl({ chamber: id, q: undefined, group: undefined, tag: undefined, reach: undefined })}
            />
            {chamber.own && (
              <>
                <Export filter={filter} />
                {add}
                <Button type="primary" onClick={() => open('new')}>
                  {t('new.title')}
                </Button>
              </>
            )}
          </>
        }
      />
      <Filters filter={filter} onChange={setUrl} />
      {list.total !== undefined && list.total > 0 && (
        <LabelBar
          chamber={chamber}
          total={list.total}
          chosen={items.filter(({ id }) => picked.has(id)).map(({ id }) => id)}
          of={items.length}
          onAll={() => pick(new Set(items.map(({ id }) => id)))}
          onNone={() => pick(new Set())}
        />
      )}
      <RecordList
        label={t('title')}
        list={list}
        columns={useColumns({ onOpen: open, picked: chamber.own ? picked : undefined, onPick: flip })}
        failed={t('failed')}
        empty={
          narrowed ? (
            <Empty title={t('none')}>{t('noneText')}</Empty>
          ) : (
            <Empty title={t('empty')} action={chamber.own && add}>
              {t(chamber.own ? 'emptyOwn' : 'emptyBureau')}
            </Empty>
          )
        }
      />
      {url.open === 'new' && chamber.own && <NewMemberDrawer chamber={chamber.id} onClose={() => open(undefined)} />}
      {url.open && url.open !== 'new' && (
        <MemberDrawer key={url.open} id={url.open} own={chamber.own} onClose={() => open(undefined)} />
      )}
    </>
  );
}
