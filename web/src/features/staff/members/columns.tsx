import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { formatDate } from '@/lib/time';
import type { RecordColumn } from '../shared/RecordList';
import type { Member } from './api';

interface ColumnsOptions {
  onOpen: (id: string) => void;
  /** Who is chosen; undefined where nothing can be done to them. */
  picked: ReadonlySet<string> | undefined;
  onPick: (id: string) => void;
}

export function useColumns({ onOpen, picked, onPick }: ColumnsOptions): RecordColumn<Member>[] {
  const { t } = useTranslation('staff-members');
  return [
    {
      key: 'name',
      title: t('field.name'),
      phone: 'title',
      cell: ({ id, name, organisation, title }) => (
        <span className="mb-name">
          {picked && (
            <input
              type="checkbox"
              checked={picked.has(id)}
              onChange={() => onPick(id)}
              aria-label={t('label.pick', { name })}
            />
          )}
          <span>
            <button type="button" className="st-title" onClick={() => onOpen(id)}>
              {name}
            </button>
            <span className="st-sub">{[organisation, title].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      ),
    },
    { key: 'contacts', title: t('contacts'), width: 240, cell: (member) => <Contacts member={member} /> },
    { key: 'labels', title: t('labels'), cell: (member) => <Labels member={member} /> },
    {
      key: 'consent',
      title: t('consent'),
      width: 220,
      cell: ({ consent }) => (
        <>
          {t(`basis.${consent.basis}`)}
          <span className="st-sub">
            {consent.source} · {formatDate(consent.at)}
          </span>
        </>
      ),
    },
  ];
}

function Contacts({ member: { phone, mail, unsubscribedAt, known } }: { member: Member }) {
  const { t } = useTranslation('staff-members');
  return (
    <>
      {phone && <span className="st-line">{phone}</span>}
      {mail && <span className="st-line mb-mail">{mail}</span>}
      {!phone && !mail && '–'}
      <span className="mb-tags">
        {known && <Tag tone="ok">{t('known')}</Tag>}
        {unsubscribedAt && <Tag tone="warn">{t('unsubscribed')}</Tag>}
      </span>
    </>
  );
}

export function Labels({ member }: { member: Pick<Member, 'groups' | 'tags'> }) {
  const groups = member.groups ?? [];
  const tags = member.tags ?? [];
  if (groups.length + tags.length === 0) return <>–</>;
  return (
    <span className="mb-tags">
      {groups.map((name) => (
        <Tag key={name} tone="act">
          {name}
        </Tag>
      ))}
      {tags.map((name) => (
        <Tag key={name}>{name}</Tag>
      ))}
    </span>
  );
}
