import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { idempotencyKey } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { ActionButton } from '../../shared/ActionButton';
import { TextBox } from '../../shared/controls';
import { UploadButton } from '../../shared/UploadButton';
import { useStartImport } from './api';
import { usePasted } from './usePasted';

const accept = '.xlsx,.csv,.tsv,.txt,.xls';

/** A list comes in as a file, or as rows copied from a spreadsheet. */
export function NewImport({ chamber }: { chamber: string }) {
  const { t } = useTranslation('staff-members');
  const text = useProblemText();
  const navigate = useNavigate();
  const start = useStartImport(chamber);
  const [rows, setRows, clear] = useDraft(`member-import:${chamber}:rows`, '');
  const pasted = usePasted();
  const key = useRef(idempotencyKey());
  const begin = (file: string) =>
    start.mutate(
      { file, key: key.current },
      {
        onSuccess: ({ id }) => {
          clear();
          void navigate({ to: '/staff/members/import/$import', params: { import: id } });
        },
      },
    );
  const paste = () =>
    pasted.mutate(
      { text: rows, name: t('import.pastedName') },
      {
        onSuccess: (file) => {
          key.current = idempotencyKey();
          begin(file.id);
        },
      },
    );
  const error = start.error ?? pasted.error;
  return (
    <>
      <div className="mb-ways">
        <section aria-labelledby="mb-file">
          <h2 id="mb-file">{t('import.fromFile')}</h2>
          <p className="c2">{t('import.kinds')}</p>
          <UploadButton
            purpose="import"
            label={t('import.choose')}
            accept={accept}
            primary
            onDone={({ id }) => {
              key.current = idempotencyKey();
              begin(id);
            }}
          />
          <p className="c3">{t('import.old')}</p>
        </section>
        <section aria-labelledby="mb-paste">
          <h2 id="mb-paste">{t('import.fromPaste')}</h2>
          <Field label={t('import.paste')} hint={t('import.pasteHint')}>
            <TextBox
              rows={6}
              value={rows}
              wrap="off"
              spellCheck={false}
              classNames={{ textarea: 'mb-paste' }}
              onChange={(event) => setRows(event.target.value)}
            />
          </Field>
          <ActionButton busy={pasted.isPending || start.isPending} disabled={!rows.trim()} onClick={paste}>
            {t('import.read')}
          </ActionButton>
        </section>
      </div>
      {error && <Notice tone="bad">{text(error)}</Notice>}
    </>
  );
}
