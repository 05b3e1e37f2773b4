import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { roomKeys, type Slides } from '../../room/api';
import { useRoomSession } from '../../room/session';
import { removeSlides } from '../api';
import styles from '../host.module.css';

export function RemoveDialog({ slides, onClose }: { slides: Slides; onClose: () => void }) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const problem = useProblemText();
  const remove = useMutation({
    mutationFn: () => removeSlides(id, slides.file),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: roomKeys.slides(id) });
      onClose();
    },
  });
  return (
    <Dialog title={t('files.removeTitle', { name: slides.name })} onClose={onClose}>
      <p>{t('files.removeText')}</p>
      {remove.error && <Notice tone="bad">{problem(remove.error)}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('state.cancel')}</Button>
        <Button variant="danger" filled disabled={remove.isPending} onClick={() => remove.mutate()}>
          {t('files.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
