import { useTranslation } from 'react-i18next';
import { Example } from '@/components/Tag';
import { inLanguage, type Localised } from '@/lib/text';
import type { Event } from './api';

/** Published figures, four in a row. */
export function Figures({ figures }: Pick<Event, 'figures'>) {
  const { t } = useTranslation('event');
  if (figures.length === 0) return null;
  return (
    <section className="proof" aria-label={t('figures')}>
      <div className="wrap">
        <ul>
          {figures.map((figure) => (
            <li key={figure.value + inLanguage(figure.label)}>
              <b>
                {figure.value}
                <small>{inLanguage(figure.unit)}</small>
                {figure.illustrative && <Example />}
              </b>
              <p>{inLanguage(figure.label)}</p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

export function Description({ text }: { text: Localised }) {
  const { t } = useTranslation('event');
  const paragraphs = inLanguage(text)
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean);
  if (paragraphs.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="about-title">
      <header>
        <h2 id="about-title">{t('about')}</h2>
      </header>
      <div className="prose">
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </section>
  );
}

/** Parcels that are only announced: number, name, a few words. Those the event presents are in `Presented`. */
export function Announced({ parcels }: Pick<Event, 'parcels'>) {
  const { t } = useTranslation('event');
  if (parcels.length === 0) return null;
  const example = parcels.every((parcel) => parcel.illustrative);
  return (
    <section className="sec" id="parcels" aria-labelledby="parcels-title">
      <header>
        <h2 id="parcels-title">{t('parcels.heading', { count: parcels.length })}</h2>
        <p>
          {t('parcels.note')}
          {example && <Example />}
        </p>
      </header>
      <table className="pl">
        <caption className="sr">{t('parcels.heading', { count: parcels.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('parcels.number')}</th>
            <th scope="col">{t('parcels.name')}</th>
            <th scope="col">{t('parcels.about')}</th>
          </tr>
        </thead>
        <tbody>
          {parcels.map((parcel) => (
            <tr key={parcel.number}>
              <td className="no">{parcel.number}</td>
              <th scope="row" className="nm">
                {inLanguage(parcel.name)}
                {parcel.illustrative && !example && <Example />}
              </th>
              <td className="nt">{inLanguage(parcel.note)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Carriers({ carriers }: Pick<Event, 'carriers'>) {
  const { t } = useTranslation('event');
  if (carriers.length === 0) return null;
  return (
    <section className="sec" id="carriers" aria-labelledby="carriers-title">
      <header>
        <h2 id="carriers-title">{t('carriers.title')}</h2>
      </header>
      <ul className="car">
        {carriers.map((carrier) => (
          <li key={inLanguage(carrier.name)}>
            <h3>
              {inLanguage(carrier.name)}
              <span>{t(`carrier.${carrier.kind}`)}</span>
              {carrier.illustrative && <Example />}
            </h3>
            <p>{inLanguage(carrier.note)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const roles = ['host', 'co-host', 'chamber'] as const;

export function Organisers({ organisers }: Pick<Event, 'organisers'>) {
  const { t } = useTranslation('event');
  const groups = roles
    .map((role) => ({ role, members: organisers.filter((organiser) => organiser.role === role) }))
    .filter(({ members }) => members.length > 0);
  if (groups.length === 0) return null;
  return (
    <section className="sec" id="organisers" aria-labelledby="organisers-title">
      <header>
        <h2 id="organisers-title">{t('organisers.title')}</h2>
      </header>
      <div className="org">
        {groups.map(({ role, members }) => (
          <div key={role}>
            <h3>{t(`organiser.${role}`)}</h3>
            <ul>
              {members.map((member) => (
                <li key={inLanguage(member.name)}>
                  {inLanguage(member.name)}
                  {member.illustrative && <Example />}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
