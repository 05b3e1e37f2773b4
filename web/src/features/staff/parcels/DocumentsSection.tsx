import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { formatSize, inLanguage } from '@/lib/text';
import type { Parcel, ParcelDocument } from '../../parcels/model';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { UploadButton } from '../shared/UploadButton';
import { useAddDocument, useRemoveDocument } from './api';

const kinds: readonly ParcelDocument['kind'][] = ['notice', 'conditions', 'drawing', 'picture'];

/** The files of a parcel, each with its version and where it is from; they are there at once. */
export function DocumentsSection({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const text = useProblemText();
  const [kind, setKind] = useState<ParcelDocument['kind']>('notice');
  const [edition, setEdition] = useState('');
  const [source, setSource] = useState('');
  const [removing, ask] = useState<ParcelDocument>();
  const add = useAddDocument(parcel.id);
  const remove = useRemoveDocument(parcel.id);
  const nameOf = (document: ParcelDocument) => inLanguage(document.title) || document.name;
  return (
    <section className="st-section">
      <h2>{t('docs.title')}</h2>
      {parcel.documents.length === 0 && <p className="st-none">{t('docs.none')}</p>}
      <ul className="sp-docs">
        {parcel.documents.map((document) => (
          <li key={document.id}>
            <a href={document.url} target="_blank" rel="noreferrer">
              {nameOf(document)}
            </a>
            <span className="c3 grow">
              {[land(`docs.kind.${document.kind}`), document.edition, document.source, formatSize(document.size)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Button
              type="text"
              aria-label={t('docs.remove', { name: nameOf(document) })}
              icon={<Icon name="trash" size="s" />}
              onClick={() => ask(document)}
            />
          </li>
        ))}
      </ul>
      <div className="st-form two">
        <Field id="f-doc-kind" label={t('docs.kind')}>
          <SelectInput
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: land(`docs.kind.${value}`) }))}
          />
        </Field>
        <Field id="f-doc-edition" label={t('docs.edition')} hint={t('docs.editionHint')}>
          <TextInput value={edition} maxLength={60} onChange={(event) => setEdition(event.target.value)} />
        </Field>
        <Field id="f-doc-source" label={t('docs.source')} hint={t('docs.sourceHint')}>
          <TextInput value={source} maxLength={300} onChange={(event) => setSource(event.target.value)} />
        </Field>
      </div>
      <UploadButton
        purpose="document"
        label={t('docs.add')}
        accept="application/pdf,image/png,image/jpeg,image/webp"
        onDone={({ id }) =>
          add.mutate({ file: id, kind, edition: edition.trim() || undefined, source: source.trim() || undefined })
        }
      />
      {add.error && <Notice tone="bad">{text(add.error)}</Notice>}
      {removing && (
        <ConfirmDialog
          title={t('docs.removeAsk', { name: nameOf(removing) })}
          consequences={[t('docs.removeMeans')]}
          action={t('docs.removeAction')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(removing.id, { onSuccess: () => ask(undefined) })}
          onClose={() => ask(undefined)}
        />
      )}
    </section>
  );
}
