import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useDraft } from '@/lib/draft';
import { ActionButton } from '../../shared/ActionButton';
import { TextInput } from '../../shared/controls';
import { ErrorSummary } from '../../shared/ErrorSummary';
import { same } from '../../shared/merge';
import { asksFor, type ColumnField, columnFields, type ImportRow, useChangeRow } from './api';
import { useFindingWords } from './findings';

interface RowFormProps {
  of: string;
  row: ImportRow;
  editable: boolean;
  onClose: () => void;
}

const always: readonly ColumnField[] = ['name', 'phone', 'mail', 'organisation', 'title', 'uscc'];

/** The texts of a row as the list has them, to be put right; the row is judged again by what is typed. */
export function RowForm({ of, row, editable, onClose }: RowFormProps) {
  const { t } = useTranslation('staff-members');
  const { t: staff } = useTranslation('staff');
  const words = useFindingWords();
  const change = useChangeRow(of, row.n);
  const [texts, setTexts, clear] = useDraft<Record<string, string>>(`member-import:${of}:${row.n}`, row.texts);
  const shown = columnFields.filter((field) => always.includes(field) || row.texts[field]);
  const errors = Object.fromEntries(
    row.findings.filter(({ field }) => field).map((finding) => [finding.field, words.whole(finding)]),
  );
  const untouched = (field: string) => (texts[field] ?? '') === (row.texts[field] ?? '');
  const reset = () => {
    setTexts(row.texts);
    clear();
  };
  const save = () =>
    change.mutate(
      { texts },
      {
        onSuccess: ({ rows }) => {
          clear();
          if (rows.find(({ n }) => n === row.n)?.verdict !== 'bad') onClose();
        },
      },
    );
  return (
    <form
      noValidate
      className="st-form mb-row-form"
      aria-label={t('rows.line', { line: row.line })}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        save();
      }}
    >
      <ErrorSummary error={change.error} issues={[]} />
      <div className="st-form two">
        {shown.map((field) => (
          <Field key={field} label={t(`column.${field}`)} error={untouched(field) ? errors[field] : undefined}>
            <TextInput
              value={texts[field] ?? ''}
              maxLength={600}
              disabled={!editable}
              onChange={(event) => setTexts((before) => ({ ...before, [field]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      {editable && (
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={change.isPending} disabled={same(texts, row.texts)}>
            {t('rows.save')}
          </ActionButton>
          <Button type="text" disabled={same(texts, row.texts)} onClick={reset}>
            {staff('editor.discard')}
          </Button>
          {row.verdict !== 'bad' && !asksFor(row) && (
            <Button type="text" onClick={() => change.mutate({ choice: row.choice === 'skip' ? '' : 'skip' })}>
              {t(row.choice === 'skip' ? 'choice.in' : 'choice.out')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
