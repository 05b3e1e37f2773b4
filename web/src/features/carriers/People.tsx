import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Carrier } from './model';

const shownAtFirst = 12;

/** The companies that are there. */
export function Residents({ residents }: { residents: NonNullable<Carrier['residents']> }) {
  const { t } = useTranslation('land');
  const [all, showAll] = useState(false);
  if (residents.length === 0) return null;
  return (
    <section aria-labelledby="residents-title">
      <h2 id="residents-title">
        {t('carrier.residents')}
        <small>{t('carrier.residentsCount', { count: residents.length })}</small>
      </h2>
      <ul className="ca-residents">
        {residents.slice(0, all ? undefined : shownAtFirst).map(({ name, note }) => (
          <li key={name}>
            {name}
            {note && <span className="c3"> {note}</span>}
          </li>
        ))}
      </ul>
      {!all && residents.length > shownAtFirst && (
        <Button variant="quiet" onClick={() => showAll(true)}>
          {t('carrier.showAll')}
        </Button>
      )}
    </section>
  );
}

/** Whom to ask, as the organisation publishes it. */
export function Contacts({
  contacts,
  organisation,
}: {
  contacts: NonNullable<Carrier['contacts']>;
  organisation: string;
}) {
  const { t } = useTranslation('land');
  return (
    <aside aria-labelledby="contacts-title" className="ca-contacts">
      <h2 id="contacts-title">{t('carrier.contacts')}</h2>
      <p className="c2">{organisation}</p>
      <ul>
        {contacts.map(({ name, department, phone, mail }) => (
          <li key={`${name}${department}${phone}${mail}`}>
            <b>{[department, name].filter(Boolean).join(' ')}</b>
            {phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}
            {mail && <a href={`mailto:${mail}`}>{mail}</a>}
          </li>
        ))}
      </ul>
    </aside>
  );
}
