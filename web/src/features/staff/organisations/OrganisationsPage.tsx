import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { useMay } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type Organisation, type OrganisationKind, organisationKinds, useOrganisation, useOrganisations } from './api';
import { OrganisationDrawer } from './OrganisationDrawer';

export function OrganisationsPage() {
  return (
    <Allowed to="list-organisations">
      <OrganisationList />
    </Allowed>
  );
}

function OrganisationList() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const mayAdd = useMay('create-organisation');
  const kind = organisationKinds.find((one) => one === url.kind);
  const list = useOrganisations({ q: url.q, kind });
  const open = (id: string | undefined) => setUrl({ open: id });
  const add = mayAdd && (
    <Button type="primary" onClick={() => open('new')}>
      {t('organisations.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('organisations.title')} note={t('organisations.note')} actions={add} />
      <FilterBar label={t('organisations.filter')}>
        <Choices<OrganisationKind>
          label={t('organisations.byKind')}
          all={t('list.all')}
          options={organisationKinds.map((value) => ({ value, label: t(`organisationKinds.${value}`) }))}
          value={kind}
          onChange={(next) => setUrl({ kind: next })}
        />
        <SearchBox label={t('organisations.search')} value={url.q} onChange={(q) => setUrl({ q })} />
      </FilterBar>
      <RecordList
        label={t('organisations.title')}
        list={list}
        columns={useColumns(open)}
        failed={t('organisations.failed')}
        empty={
          url.q || kind ? (
            <Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>
          ) : (
            <Empty title={t('organisations.empty')} action={add}>
              {t('organisations.emptyText')}
            </Empty>
          )
        }
      />
      {url.open && <OpenOrganisation id={url.open} onClose={() => open(undefined)} />}
    </>
  );
}

function OpenOrganisation({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useOrganisation(id === 'new' ? undefined : id);
  if (id !== 'new' && !data) return null;
  return <OrganisationDrawer key={id} organisation={id === 'new' ? undefined : data} onClose={onClose} />;
}

function useColumns(onOpen: (id: string) => void): RecordColumn<Organisation>[] {
  const { t } = useTranslation('staff');
  return [
    {
      key: 'name',
      title: t('fields.name'),
      phone: 'title',
      cell: ({ id, name }) => (
        <>
          <button type="button" className="st-title" onClick={() => onOpen(id)}>
            {inLanguage(name)}
          </button>
          {name.en && inLanguage(name) !== name.en && (
            <span className="st-sub" lang="en">
              {name.en}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'kind',
      title: t('organisations.kind'),
      cell: ({ kind }) => <Tag>{t(`organisationKinds.${kind}`)}</Tag>,
      width: 160,
    },
    {
      key: 'number',
      title: t('organisations.number'),
      cell: ({ uscc, registrationNumber, region }) => (
        <>
          <span className="code">{uscc || registrationNumber || '–'}</span>
          {region && region !== 'CN' && <span className="st-sub">{region}</span>}
        </>
      ),
      width: 232,
    },
    {
      key: 'publish',
      title: t('organisations.publish'),
      cell: ({ kind, twoPersonPublish }) =>
        kind === 'bureau' ? t(twoPersonPublish ? 'organisations.twoPeople' : 'organisations.onePerson') : '–',
      width: 160,
    },
  ];
}
