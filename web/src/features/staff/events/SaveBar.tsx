import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { ActionButton } from '../shared/ActionButton';
import { ConflictDialog } from '../shared/ConflictDialog';
import type { EventEdit } from './useEventEdit';

/** At the foot of the editor while something is not saved: where it is meanwhile, and what can be done. */
export function SaveBar({ editing }: { editing: EventEdit }) {
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
          thing={t('conflict.event')}
          both={edit.both.map((name) => t(`fields.${name}`))}
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
