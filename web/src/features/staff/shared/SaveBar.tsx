import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { ActionButton } from './ActionButton';
import { ConflictDialog } from './ConflictDialog';
import type { Saving } from './useSaving';

interface SaveBarProps<Form> {
  editing: Saving<Form>;
  /** 这个活动 */
  thing: string;
  nameOf: (field: keyof Form) => string;
}

/** At the foot of an editor while something is not saved: where it is meanwhile, and what can be done. */
export function SaveBar<Form>({ editing, thing, nameOf }: SaveBarProps<Form>) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const { edit, save, saving, conflict, ask } = editing;
  if (!edit.dirty) return null;
  const run = async () => {
    if (await save()) say(t('editor.saved'));
  };
  return (
    <>
      <section className="st-save" aria-label={t('editor.unsaved')}>
        <p className="grow">
          <Icon name={edit.stale ? 'warning' : 'edit'} size="s" />
          {edit.stale ? t('editor.staleText') : t('editor.unsavedText')}
        </p>
        {edit.stale ? (
          <Button onClick={() => ask(true)}>{t('conflict.look')}</Button>
        ) : (
          <Button onClick={edit.discard} disabled={saving}>
            {t('editor.discard')}
          </Button>
        )}
        <ActionButton type="primary" busy={saving} onClick={() => void run()}>
          {t('editor.save')}
        </ActionButton>
      </section>
      {conflict && (
        <ConflictDialog
          thing={thing}
          both={edit.both.map(nameOf)}
          onKeep={() => {
            edit.keepMine();
            ask(false);
          }}
          onDiscard={() => {
            edit.discard();
            ask(false);
          }}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
