import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { Tag } from '@/components/Tag';
import { useMay, useMe } from '@/lib/auth';
import { formatMoment } from '@/lib/time';
import { type Person, usePerson } from './api';
import { PersonActions } from './PersonActions';
import { PersonForm } from './PersonForm';
import { PersonMemberships } from './PersonMemberships';

/** Everything about one person, and what can be done for or against them. */
export function PersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { data: person, error, refetch } = usePerson(id);
  const { data: me } = useMe();
  const mayEdit = useMay('update-person');
  const maySetRoles = useMay('set-memberships');
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={person?.name || t('people.one')}
      closable={{ 'aria-label': t('form.cancel') }}
    >
      {error && !person && (
        <ErrorState title={t('people.failedOne')} error={error} onRetry={() => void refetch()} level={3} />
      )}
      {!error && !person && <Skeleton lines={6} />}
      {person && me && (
        <div className="st-person">
          {person.locked && <Notice tone="warn">{t('people.lockedText')}</Notice>}
          <Facts person={person} />
          <section>
            <h3>{t('people.contacts')}</h3>
            <ContactList person={person} />
          </section>
          <section>
            <h3>{t('people.memberships')}</h3>
            <PersonMemberships person={person} me={me.id} readOnly={!maySetRoles} />
          </section>
          {mayEdit && (
            <section>
              <h3>{t('people.details')}</h3>
              <PersonForm person={person} me={me.id} />
            </section>
          )}
          <PersonActions person={person} onErased={onClose} />
        </div>
      )}
    </Drawer>
  );
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation('staff');
  return (
    <dl className="st-facts">
      <div>
        <dt>{t('people.kind')}</dt>
        <dd>{t(`personKinds.${person.kind}`)}</dd>
      </div>
      <div>
        <dt>{t('people.since')}</dt>
        <dd>{formatMoment(person.createdAt)}</dd>
      </div>
      <div>
        <dt>{t('people.lastSeen')}</dt>
        <dd>{person.lastSeenAt ? formatMoment(person.lastSeenAt) : t('people.never')}</dd>
      </div>
    </dl>
  );
}

function ContactList({ person }: { person: Person }) {
  const { t } = useTranslation('staff');
  if (person.contacts.length === 0) return <p className="st-none">{t('people.noContacts')}</p>;
  return (
    <ul className="st-cast-list">
      {person.contacts.map(({ id, kind, value, verified }) => (
        <li key={id}>
          <span className="c3">{t(`contactKinds.${kind}`)}</span>
          <span className="grow">{value}</span>
          <Tag tone={verified ? 'ok' : 'warn'}>{t(verified ? 'people.verified' : 'people.unverified')}</Tag>
        </li>
      ))}
    </ul>
  );
}
