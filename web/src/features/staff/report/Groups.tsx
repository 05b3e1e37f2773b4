import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/text';
import type { Report, Whom } from './api';

interface GroupsProps {
  report: Report;
  onOpen: (whom: Whom) => void;
}

interface Row {
  key: string;
  name: string;
  people: number;
  open: () => void;
}

/** Groups as bars of one length scale; each opens its people. */
function Bars({ rows }: { rows: Row[] }) {
  const { t } = useTranslation('report');
  const most = Math.max(1, ...rows.map(({ people }) => people));
  return (
    <ul className="rp-bars">
      {rows.map(({ key, name, people, open }) => (
        <li key={key}>
          <button type="button" onClick={open} aria-label={t('orgs.open', { name, count: people })}>
            <span>{name}</span>
            <b>{formatNumber(people)}</b>
            <i style={{ width: `${(people * 100) / most}%` }} />
          </button>
        </li>
      ))}
    </ul>
  );
}

const few = 7;

export function Organisations({ report, onOpen }: GroupsProps) {
  const { t } = useTranslation('report');
  const [all, setAll] = useState(false);
  const list = report.organisations;
  const rows = (all ? list : list.slice(0, few)).map(({ name, people }) => ({
    key: name,
    name: name || t('orgs.unnamed'),
    people,
    open: () => onOpen({ figure: 'attended', ...(name ? { org: name } : { unnamed: true }) }),
  }));
  return (
    <section className="rp-card">
      <header>
        <h2>{t('orgs.title')}</h2>
        {list.length > few && !all && (
          <button type="button" className="st-word rp-screen" onClick={() => setAll(true)}>
            {t('orgs.all', { count: list.length })}
          </button>
        )}
      </header>
      {rows.length ? <Bars rows={rows} /> : <p className="st-note">{t('orgs.empty')}</p>}
    </section>
  );
}

/** What is known of leads so far: interests as registered, and where people come from. */
export function Interests({ report, onOpen }: GroupsProps) {
  const { t } = useTranslation('report');
  const words = useTranslation('staff').t;
  const region = useRegions();
  const interests = report.interests.map(({ name, people }) => ({
    key: name,
    name: words(`industries.${name as 'other'}`, { defaultValue: name }),
    people,
    open: () => onOpen({ figure: 'interested', interest: name }),
  }));
  return (
    <section className="rp-card">
      <h2>{t('groups.interests')}</h2>
      {interests.length ? <Bars rows={interests} /> : <p className="st-note">{t('groups.none')}</p>}
      <p className="st-note small">{t('groups.note')}</p>
      <h3>{t('groups.regions')}</h3>
      <p className="rp-small">
        {report.regions.map(({ name, people }) =>
          name ? (
            <button
              key={name}
              type="button"
              className="st-word"
              onClick={() => onOpen({ figure: 'attended', region: name })}
            >
              {region(name)} {formatNumber(people)}
            </button>
          ) : (
            <span key="none">
              {t('orgs.unnamed')} {formatNumber(people)}
            </span>
          ),
        )}
      </p>
      <h3>{t('groups.roles')}</h3>
      <p className="rp-small">
        {report.roles.map(({ name, people }) => (
          <button
            key={name}
            type="button"
            className="st-word"
            onClick={() => onOpen({ figure: name === 'guest' ? 'attended' : 'staff', role: name as Whom['role'] })}
          >
            {t(`groups.role.${name as 'guest'}`)} {formatNumber(people)}
          </button>
        ))}
      </p>
    </section>
  );
}

/** Names regions as the reader's language does. */
export function useRegions() {
  const { i18n } = useTranslation();
  return (code: string) => {
    try {
      return new Intl.DisplayNames(i18n.language, { type: 'region' }).of(code) ?? code;
    } catch {
      return code;
    }
  };
}
