import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag, type TagTone } from '@/components/Tag';
import { ProblemText } from '../../shared/ProblemText';
import { asksFor, type ImportRow, type RowChoice, useChangeRow, type Verdict } from './api';
import { useFindingWords } from './findings';
import { RowForm } from './RowForm';

interface RowProps {
  /** The import. */
  of: string;
  row: ImportRow;
  editable: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
}

const tones: Record<Verdict, TagTone> = { good: 'ok', doubted: 'warn', bad: 'bad' };

/** One row: its verdict, what is wrong, what it would do and, once opened, its texts to be put right. */
export function Row({ of, row, editable, open, onOpen }: RowProps) {
  const { t } = useTranslation('staff-members');
  const { details, texts, verdict, action, line, edited } = row;
  return (
    <article className={`im-row ${verdict}`}>
      <button type="button" className="mb-row-head" aria-expanded={open} onClick={() => onOpen(!open)}>
        <span className="c3 mb-line">{t('rows.line', { line })}</span>
        <b className="clip">{details.name || texts.name || t('rows.unnamed')}</b>
        <span className="c2 clip mb-phone">{details.phone || texts.phone || details.mail || texts.mail}</span>
        <span className="c2 clip mb-place">{[details.organisation, details.title].filter(Boolean).join(' · ')}</span>
        <span className="mb-tags">
          {edited && <Tag tone="act">{t('rows.edited')}</Tag>}
          <Tag tone={tones[verdict]}>{t(`rows.verdict.${verdict}`)}</Tag>
        </span>
        <Tag>{t(`rows.action.${action}`)}</Tag>
        <Icon name={open ? 'up' : 'down'} size="s" />
      </button>
      <Findings row={row} />
      {editable && asksFor(row) && verdict !== 'bad' && <Decide of={of} row={row} />}
      {open && <RowForm of={of} row={row} editable={editable} onClose={() => onOpen(false)} />}
    </article>
  );
}

function Findings({ row: { findings } }: { row: ImportRow }) {
  const { t } = useTranslation('staff-members');
  const words = useFindingWords();
  if (findings.length === 0) return null;
  return (
    <ul className="im-findings">
      {findings.map((finding) => (
        <li
          key={`${finding.code}${finding.field}${finding.row}${finding.member}`}
          className={finding.level === 'refused' ? 'error' : finding.level}
        >
          <Icon name={finding.level === 'remark' ? 'help' : 'warning'} size="s" />
          <span>
            {words.whole(finding)}
            {finding.text && <> {t('rows.quote', { text: finding.text })}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What becomes of a row that is the same as another. */
function Decide({ of, row }: { of: string; row: ImportRow }) {
  const { t } = useTranslation('staff-members');
  const change = useChangeRow(of, row.n);
  const taken = row.choice || (row.action === 'skip' ? 'skip' : 'take');
  return (
    <div className="mb-choice">
      <Radio.Group
        size="small"
        aria-label={t('choice.of', { line: row.line })}
        value={change.isPending ? change.variables.choice : taken}
        onChange={(event) => change.mutate({ choice: event.target.value as RowChoice })}
        options={(['skip', 'take'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
      />
      {change.error && <ProblemText error={change.error} />}
    </div>
  );
}
