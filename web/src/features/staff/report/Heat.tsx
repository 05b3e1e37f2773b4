import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatNumber, inLanguage } from '@/lib/text';
import type { Report } from './api';
import { replayAt } from './figures';
import './heat.css';

const columns = ['watched', 'kept', 'asked', 'talks'] as const;

type Drawn = Report['parcels'][number];

/** Which parcel drew whose interest: what was watched, kept, asked and wanted, the most wanted first. */
export function Heat({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const { parcels } = report;
  if (parcels.length === 0) return null;
  const most = (column: (typeof columns)[number]) => Math.max(1, ...parcels.map((each) => each[column]));
  const steps = Object.fromEntries(columns.map((column) => [column, most(column)])) as Record<string, number>;
  return (
    <section className="rp-card" aria-labelledby="rp-heat">
      <header>
        <h2 id="rp-heat">{t('heat.title')}</h2>
        <Link to="/staff/leads" search={{ room: report.room }}>
          {t('heat.leads')}
        </Link>
      </header>
      <table className="rp-heat">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{t('heat.parcel')}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`heat.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parcels.map((parcel) => (
            <tr key={parcel.id}>
              <th scope="row">
                <Named report={report} parcel={parcel} />
              </th>
              {columns.map((column) => (
                <td key={column} data-heat={Math.ceil((parcel[column] / (steps[column] ?? 1)) * 4)}>
                  {formatNumber(parcel[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="rp-over">
        {parcels
          .filter(({ people }) => people.length > 1)
          .map((parcel) => (
            <li key={parcel.id}>
              <span>{labelOf(parcel)}</span>
              <Spark people={parcel.people} />
              <small>{t('heat.peak', { count: parcel.peak, minutes: Math.round(parcel.seconds / 60) })}</small>
            </li>
          ))}
      </ul>
    </section>
  );
}

const labelOf = ({ place, number }: Drawn) => (place ? String(place).padStart(2, '0') : number);

/** The number of a parcel, and the way to where it was shown. */
function Named({ report, parcel }: { report: Report; parcel: Drawn }) {
  const { t } = useTranslation('report');
  const shown = report.stage.find(({ seq }) => seq === parcel.seq);
  const name = inLanguage(parcel.name) || parcel.number;
  if (!shown) return <span title={name}>{labelOf(parcel)}</span>;
  return (
    <a href={replayAt(report, shown.from)} title={name} aria-label={t('heat.replay', { name })}>
      {labelOf(parcel)}
    </a>
  );
}

/** How many were there while it was on stage, minute by minute. */
function Spark({ people }: { people: number[] }) {
  const most = Math.max(1, ...people);
  const x = (index: number) => (index / Math.max(1, people.length - 1)) * 120;
  const y = (count: number) => 23 - (count / most) * 22;
  const line = people.map((count, index) => `${x(index).toFixed(1)} ${y(count).toFixed(1)}`).join('L');
  return (
    <svg viewBox="0 0 120 24" preserveAspectRatio="none" aria-hidden="true">
      <path className="area" d={`M${line}L120 24L0 24Z`} />
      <path className="line" d={`M${line}`} />
    </svg>
  );
}
