import { useTranslation } from 'react-i18next';
import { formatNumber, inLanguage } from '@/lib/text';
import { formatTime } from '@/lib/time';
import { useNarrow } from '../shared/useNarrow';
import type { Report, Whom } from './api';
import { mostDuring, replayAt, ribbon, type Stretch, spanOf, steps, ticks } from './figures';

interface CurveProps {
  report: Report;
  onOpen: (whom: Whom) => void;
}

const pct = (part: number) => `${(part * 100).toFixed(3)}%`;

/** How many were there, minute by minute, above what they were shown: one axis of time for both. */
export function Curve({ report, onOpen }: CurveProps) {
  const { t } = useTranslation('report');
  const narrow = useNarrow();
  const stretches = ribbon(report, narrow ? 0.09 : 0.035);
  return (
    <section className="rp-card">
      <h2>
        {t('curve.title')} <small className="rp-screen">{t('curve.hint')}</small>
      </h2>
      {report.figures.peak === 0 ? (
        <p className="st-note">{t('curve.empty')}</p>
      ) : (
        <>
          <Area report={report} onOpen={onOpen} stretches={stretches} />
          <Ribbon report={report} stretches={stretches} />
          <AsTable report={report} stretches={stretches} />
        </>
      )}
    </section>
  );
}

function Area({ report, onOpen, stretches }: CurveProps & { stretches: Stretch[] }) {
  const { t } = useTranslation('report');
  const { people } = report.curve;
  const { from, until } = spanOf(report);
  const { peak, peakAt } = report.figures;
  const top = peak * 1.1;
  // A minute is a point in its middle; the line begins and ends at the edges.
  const points = people.map((n, i) => `${i + 0.5},${top - n}`);
  const line = `M0,${top - (people[0] ?? 0)} L${points.join(' L')} L${people.length},${top - (people.at(-1) ?? 0)}`;
  const at = peakAt ? (Date.parse(peakAt) - from) / (until - from) : 0;
  return (
    <div className="rp-plot">
      {steps(peak).map((n) => (
        <div key={n} className="rp-step" style={{ bottom: pct(n / top) }}>
          <span>{formatNumber(n)}</span>
        </div>
      ))}
      <svg
        viewBox={`0 0 ${people.length} ${top}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('curve.alt', { count: peak })}
      >
        {stretches.map(({ left }) => (
          <path key={left} className="rp-cut" d={`M${left * people.length},0V${top}`} />
        ))}
        <path className="rp-area" d={`${line} V${top} H0 Z`} />
        <path className="rp-line" d={line} />
      </svg>
      {peakAt && (
        <div
          className={at > 0.6 ? 'rp-peak left' : 'rp-peak'}
          style={{ left: pct(Math.min(1, at)), height: pct(peak / top) }}
        >
          <button type="button" className="st-word strong" onClick={() => onOpen({ figure: 'attended', at: peakAt })}>
            {t('curve.peak', { count: peak })} <small>{formatTime(peakAt, report.timeZone)}</small>
          </button>
        </div>
      )}
    </div>
  );
}

/** The name of a stretch, in full or as short as its place allows. */
function useNames() {
  const { t } = useTranslation('report');
  return ({ first, lastPage }: Stretch, short?: boolean): string => {
    const { kind, name = inLanguage(first.words), page } = first;
    if (kind === 'slides' && page) {
      const to =
        lastPage && lastPage !== page ? { from: Math.min(page, lastPage), to: Math.max(page, lastPage) } : undefined;
      if (to) return short ? t('curve.shorts', to) : t('curve.pages', { name, ...to });
      return short ? t('curve.short', { page }) : t('curve.page', { name, page });
    }
    if (kind === 'parcel' && short && first.place)
      return t('curve.parcel', { place: String(first.place).padStart(2, '0') });
    return name || t(`curve.kinds.${kind as 'blank'}`, { defaultValue: kind });
  };
}

function Ribbon({ report, stretches }: { report: Report; stretches: Stretch[] }) {
  const { t } = useTranslation('report');
  const name = useNames();
  const { from, until } = spanOf(report);
  return (
    <div className="rp-axis">
      <ul className="rp-ribbon">
        {stretches.map((one) => (
          <li key={one.from} style={{ left: pct(one.left), width: pct(one.width) }}>
            <a
              href={replayAt(report, one.from)}
              data-kind={one.first.kind}
              title={name(one)}
              aria-label={t('curve.goTo', { time: formatTime(new Date(one.from), report.timeZone), name: name(one) })}
            >
              {name(one, true)}
            </a>
          </li>
        ))}
      </ul>
      <div className="rp-ticks" aria-hidden="true">
        {ticks(report).map((moment) => (
          <span
            key={moment}
            data-end={(moment - from) / (until - from) > 0.96 || undefined}
            style={{ left: pct((moment - from) / (until - from)) }}
          >
            {formatTime(new Date(moment), report.timeZone)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The same for readers of tables. */
function AsTable({ report, stretches }: { report: Report; stretches: Stretch[] }) {
  const { t } = useTranslation('report');
  const name = useNames();
  return (
    <details className="rp-table">
      <summary>{t('curve.table')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('curve.time')}</th>
            <th scope="col">{t('curve.stage')}</th>
            <th scope="col" className="num">
              {t('curve.most')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((one) => (
            <tr key={one.from}>
              <td>{formatTime(new Date(one.from), report.timeZone)}</td>
              <td>
                <a href={replayAt(report, one.from)}>{name(one)}</a>
              </td>
              <td className="num">{formatNumber(mostDuring(report, one.from, one.until))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
