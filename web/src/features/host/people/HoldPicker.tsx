import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Menu } from '@/components/Menu';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { useCan, useMaterials, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import { useSceneAct } from './api';

/** Puts a picture or a clip over the stage until it is taken away again. */
export function HoldPicker() {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const say = useToast();
  const { hold } = useRoomView(sceneOf);
  const materials = useMaterials().data ?? [];
  const act = useSceneAct();
  const failed = { onError: (error: Error) => say(problem(error), 'bad') };
  const may = useCan('set-hold');
  if (!may) return null;
  if (hold) {
    return (
      <Button size="s" variant="primary" busy={act.isPending} onClick={() => act.mutate({ act: 'uncover' }, failed)}>
        {t('hold.clear')}
      </Button>
    );
  }
  const covers = materials.flatMap(({ file, name, kind }) =>
    kind === 'slides' ? [] : [{ file, name, kind: kind === 'clip' ? ('clip' as const) : ('picture' as const) }],
  );
  const items = covers.map(({ file, name, kind }) => ({
    label: t(`hold.${kind}`, { name }),
    onSelect: () => act.mutate({ act: 'hold', file }, failed),
  }));
  return (
    <Menu
      size="s"
      variant="soft"
      label={t('hold.label')}
      items={items.length > 0 ? items : [{ label: t('hold.empty'), onSelect: () => {}, disabled: true }]}
    >
      {t('hold.set')}
    </Menu>
  );
}
