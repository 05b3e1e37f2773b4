import { Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import type { Stage } from '@/lib/room/types';
import { useCan, useMaterials, useRoomPlace, useRoomView } from '../../room/session';
import { slidesOf } from '../../room/stage/data';
import { roomStateOf, stageOf } from '../../room/views';
import type { StageBody } from '../api';
import { Files } from '../files/Files';
import styles from '../host.module.css';
import { LayoutPicker } from '../people/LayoutPicker';
import { People } from '../people/People';
import { type Composed, composers } from './composers';
import { KindPicker } from './KindPicker';
import { Monitor } from './Monitor';
import { NextUp } from './NextUp';
import { Strip } from './Strip';
import { useKeys } from './useKeys';
import { usePush } from './usePush';

/** What a session mostly shows. */
const firstKinds: Record<string, string> = { showcase: 'parcel', signing: 'document' };

/** The middle of the console: what the audience sees, what comes next, and the material to choose from. */
export function HostStage() {
  const { t } = useTranslation('host');
  const stage = useRoomView(stageOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const may = useCan('set-stage') && !ended;
  const slides = useMaterials();
  const about = useRoomPlace().info.session.kind;
  const [kind, setKind] = useState(firstKinds[about] ?? 'slides');
  const [chosen, setChosen] = useState<{ file: string; page?: number }>();
  const [composed, setComposed] = useState<Composed>();
  const { push, pending, failed } = usePush();
  const [before, setBefore] = useState<Stage>();

  const live = slidesOf(stage);
  const lastSlides = slidesOf(before ?? null);
  if (stage && stage.kind !== 'blank' && stage !== before) setBefore(stage);
  const decks = useMemo(() => slides.data?.filter((each) => each.kind === 'slides') ?? [], [slides.data]);
  const deck = decks.find((each) => each.file === (chosen?.file ?? live?.file ?? lastSlides?.file)) ?? decks[0];
  const here = live && live.file === deck?.file ? live.page : 0;
  const page = chosen?.page ?? (deck ? Math.min(here + 1, deck.pages) : 1);
  const nextSlide: StageBody | undefined = deck && {
    kind: 'slides',
    data: { file: deck.file, page, pages: deck.pages, name: deck.name },
  };
  const next = kind === 'slides' ? nextSlide : composed?.kind === kind ? composed.body : undefined;
  const atEnd = kind === 'slides' && deck !== undefined && page === here;

  const pushNow = useCallback(
    (body: StageBody) => {
      push(body);
      setChosen((old) => (old ? { file: old.file } : old)); // the next one is again the one after
    },
    [push],
  );
  useKeys({ stage: bodyOf(stage), before: bodyOf(before), pending, push: pushNow, on: may });
  const pick = useCallback((nextKind: string) => setKind(nextKind), []);
  const Composer = composers[kind];

  return (
    <section className={styles.middle} aria-label={t('monitor.label')}>
      <div className={styles.monitors}>
        <Monitor />
        <div>
          <NextUp
            next={next}
            atEnd={atEnd}
            pending={pending}
            failed={failed}
            mayPush={may}
            onPush={pushNow}
            composer={
              Composer && may ? (
                <Suspense fallback={<Skeleton lines={3} />}>
                  <Composer onChange={setComposed} />
                </Suspense>
              ) : undefined
            }
          />
          <LayoutPicker />
        </div>
      </div>
      {may && <KindPicker value={kind} onChange={pick} />}
      <Files
        chosen={deck?.file}
        onChoose={(file) => {
          setChosen({ file });
          setKind('slides');
        }}
      />
      {deck && (
        <Strip
          deck={deck}
          onAir={here}
          next={kind === 'slides' ? page : undefined}
          onPick={(picked) => {
            setChosen({ file: deck.file, page: picked });
            setKind('slides');
          }}
        />
      )}
      <People />
    </section>
  );
}

/** What was on stage, as it would be put there again. */
function bodyOf(stage: Stage | null | undefined): StageBody | undefined {
  return stage ? { kind: stage.kind, data: stage.data } : undefined;
}
