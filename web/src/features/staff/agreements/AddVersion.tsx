import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { request, type Schema } from '@/lib/api';
import { deckOf } from '@/lib/room/slides';
import { TextInput } from '../shared/controls';
import { ProblemText } from '../shared/ProblemText';
import { UploadButton } from '../shared/UploadButton';
import { newKey, useAddVersion } from './api';
import type { Agreement, Version } from './model';
import { WriteVersion } from './WriteVersion';

/** Another version: a PDF from elsewhere, or a text that is set in type here. */
export function AddVersion({ agreement, latest, me }: { agreement: Agreement; latest?: Version; me: string }) {
  const { t } = useTranslation('staff-agreements');
  const say = useToast();
  const [writing, write] = useState(false);
  const [note, setNote] = useState('');
  const add = useAddVersion(agreement.id);
  const key = useRef(newKey());
  const send = (body: Schema<'AgreementVersionDraft'>, done?: () => void) =>
    add.mutate(
      { body: { ...body, note: note.trim() }, key: key.current },
      {
        onSuccess: ({ number }) => {
          say(t('versions.added', { number }));
          setNote('');
          done?.();
        },
        onSettled: () => {
          key.current = newKey();
        },
      },
    );
  const ready = agreement.parties.length > 0;
  if (writing) {
    return (
      <WriteVersion
        agreement={agreement}
        latest={latest}
        me={me}
        busy={add.isPending}
        error={add.error}
        onSave={(draft, done) =>
          send(draft, () => {
            done();
            write(false);
          })
        }
        onClose={() => write(false)}
      />
    );
  }
  return (
    <section className="st-section first ag-new">
      {!ready && <Notice>{t('versions.partiesFirst')}</Notice>}
      {agreement.state === 'proposed' && <Notice tone="warn">{t('versions.again')}</Notice>}
      <Field id="f-note" label={t('field.note')} note={t('optional')}>
        <TextInput value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {ready && (
        <div className="row ag-ways">
          <Button type="primary" onClick={() => write(true)}>
            {t('versions.write')}
          </Button>
          <UploadButton
            purpose="document"
            label={t('versions.upload')}
            accept="application/pdf"
            onDone={(file) => void wordsOfFile(file.id).then((text) => send({ file: file.id, text }))}
          />
        </div>
      )}
      {add.error && (
        <Notice tone="bad">
          <ProblemText error={add.error} />
        </Notice>
      )}
    </section>
  );
}

/** What an uploaded PDF says, for the server to look for doubtful terms; nothing where it is a scan. */
async function wordsOfFile(file: string): Promise<string> {
  try {
    const answer = await request(`/files/${file}/content`);
    const deck = await deckOf(new Uint8Array(await answer.arrayBuffer()));
    const pages = (await deck.document).numPages;
    const words: string[] = [];
    for (let page = 1; page <= pages; page += 1) words.push(await deck.text(page));
    deck.close();
    return words.join('\n').slice(0, 200_000);
  } catch {
    return ''; // the version is still a version
  }
}
