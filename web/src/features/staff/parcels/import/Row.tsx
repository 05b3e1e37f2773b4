import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag, type TagTone } from '@/components/Tag';
import { areaFigure } from '@/lib/land/area';
import { FactList, type FactName, facts } from '../../../parcels/figures/facts';
import type { Finding, ImportRow, Verdict } from './api';

const tones: Record<Verdict, TagTone> = { good: 'ok', doubted: 'warn', bad: 'bad' };
const names: readonly FactName[] = facts.map(({ name }) => name);

/** One row: its verdict, what is wrong, and, once opened, what the file says beside what was understood. */
export function Row({ row, open, onOpen }: { row: ImportRow; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('staff-land');
  const { figures, verdict, action, line } = row;
  return (
    <article className={`im-row ${verdict}`}>
      <button type="button" aria-expanded={open} onClick={onOpen}>
        <span className="c3">{t('rows.line', { line })}</span>
        <b>{figures.name || figures.number || figures.numberText || t('rows.unnamed')}</b>
        <span className="c2">{figures.number}</span>
        <Tag tone={tones[verdict]}>{t(`rows.verdict.${verdict}`)}</Tag>
        {verdict !== 'bad' && <Tag>{t(`rows.action.${action}`)}</Tag>}
        <Icon name={open ? 'up' : 'down'} size="s" />
      </button>
      {row.findings.length > 0 && (
        <ul className="im-findings">
          {row.findings.map((finding) => (
            <li key={`${finding.code}${finding.field}${finding.text}`} className={finding.level}>
              <Icon name={finding.level === 'note' ? 'help' : 'warning'} size="s" />
              <FindingText finding={finding} />
            </li>
          ))}
        </ul>
      )}
      {open && (
        <div className="im-said">
          <div>
            <h3>{t('rows.said')}</h3>
            <dl className="im-cells">
              {row.cells
                .filter(({ text }) => text)
                .map(({ heading, text, field }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: headings repeat in real files
                  <div key={index} className={field ? undefined : 'kept'}>
                    <dt>{heading}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
            </dl>
          </div>
          <div>
            <h3>{t('rows.understood')}</h3>
            <FactList parcel={figures} names={names} />
          </div>
        </div>
      )}
    </article>
  );
}

function FindingText({ finding }: { finding: Finding }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const { code, text, line, declared, computed, field } = finding;
  const { t: findings } = useTranslation('findings');
  const area = (m2: number | undefined) => (m2 ? areaFigure(m2, 'm2') : '');
  const known = { line, declared: area(declared), computed: area(computed), defaultValue: code };
  const words = (findings as (key: string, options: object) => string)(code, known);
  const name = field && (t as (key: string, options: object) => string)(`columns.field.${field}`, { defaultValue: '' });
  return (
    <span>
      {name && (
        <>
          <b>{name}</b>
          {land('colon')}
        </>
      )}
      {words}
      {text && (
        <>
          {' '}
          <q>{text}</q>
        </>
      )}
    </span>
  );
}
