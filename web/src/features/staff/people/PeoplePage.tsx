import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { useMay } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type Person, type Role, roles, usePeople } from './api';
import { NewPersonDrawer } from './NewPersonDrawer';
import { PersonDrawer } from './PersonDrawer';

export function PeoplePage() {
  return (
    <Allowed to="list-people">
      <PeopleList />
    </Allowed>
  );
}

function PeopleList() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const mayAdd = useMay('create-person');
  const guests = url.kind === 'guest';
  const role = roles.find((one) => one === url.role);
  const list = usePeople({ q: url.q, role: guests ? undefined : role, kind: guests ? 'guest' : 'member' });
  const open = (id: string | undefined) => setUrl({ open: id });
  const add = mayAdd && (
    <Button type="primary" onClick={() => open('new')}>
      {t('people.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('people.title')} note={t('people.note')} actions={add} />
      <FilterBar label={t('people.filter')}>
        <Choices<Role | 'guest'>
          label={t('people.byRole')}
          all={t('people.members')}
          options={[
            ...roles.map((value) => ({ value, label: t(`memberRoles.${value}`) })),
            { value: 'guest' as const, label: t('people.guests') },
          ]}
          value={guests ? 'guest' : role}
          onChange={(next) =>
            setUrl({ role: next === 'guest' ? undefined : next, kind: next === 'guest' ? 'guest' : undefined })
          }
        />
        <SearchBox label={t('people.search')} value={url.q} onChange={(q) => setUrl({ q })} />
      </FilterBar>
      <RecordList
        label={t('people.title')}
        list={list}
        columns={useColumns(open)}
        failed={t('people.failed')}
        empty={<Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>}
      />
      {url.open === 'new' && <NewPersonDrawer onClose={() => open(undefined)} />}
      {url.open && url.open !== 'new' && <PersonDrawer key={url.open} id={url.open} onClose={() => open(undefined)} />}
    </>
  );
}

function useColumns(onOpen: (id: string) => void): RecordColumn<Person>[] {
  const { t } = useTranslation('staff');
  return [
    {
      key: 'name',
      title: t('people.name'),
      phone: 'title',
      cell: ({ id, name, locked }) => (
        <>
          <button type="button" className="st-title" onClick={() => onOpen(id)}>
            {name || t('people.erased')}
          </button>
          {locked && <Tag tone="bad">{t('people.locked')}</Tag>}
        </>
      ),
    },
    { key: 'memberships', title: t('people.memberships'), cell: (person) => <Memberships person={person} /> },
    {
      key: 'contacts',
      title: t('people.contacts'),
      cell: ({ contacts }) =>
        contacts.length === 0
          ? '–'
          : contacts.map(({ id, value }) => (
              <span key={id} className="st-line">
                {value}
              </span>
            )),
      width: 272,
    },
    {
      key: 'seen',
      title: t('people.lastSeen'),
      cell: ({ lastSeenAt }) =>
        lastSeenAt ? formatMoment(lastSeenAt) : <span className="c3">{t('people.never')}</span>,
      width: 184,
    },
  ];
}

function Memberships({ person }: { person: Person }) {
  const { t } = useTranslation('staff');
  if (person.memberships.length === 0) return <span className="c2">{person.organisationName || '–'}</span>;
  return person.memberships.map(({ organisation, role }) => (
    <span key={organisation.id + role} className="st-line">
      {inLanguage(organisation.name)} <span className="c3">{t(`memberRoles.${role}`)}</span>
    </span>
  ));
}
