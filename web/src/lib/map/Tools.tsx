import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '@/components/Icon';
import type { Surface } from './surface';
import type { MapTool } from './types';
import { useFullScreen } from './useFullScreen';

interface ToolsProps {
  surface: Surface;
  tools: readonly MapTool[];
  measuring: boolean;
  onMeasure: () => void;
}

/** What one does with a map, at its lower right where a thumb is. */
export function Tools({ surface, tools, measuring, onMeasure }: ToolsProps) {
  const { t } = useTranslation('map');
  const { pitch, bearing } = useView(surface);
  const full = useFullScreen(surface.element);
  const has = (tool: MapTool) => tools.includes(tool);
  const flat = pitch < 1;
  return (
    <fieldset className="map-tools" aria-label={t('tools')}>
      {has('zoom') && (
        <>
          <Tool icon="plus" label={t('zoomIn')} className="zoom" onPress={() => surface.zoomBy(1)} />
          <Tool icon="minus" label={t('zoomOut')} className="zoom" onPress={() => surface.zoomBy(-1)} />
        </>
      )}
      {has('tilt') && (
        <Tool
          icon="cube"
          label={t('tilt')}
          pressed={!flat}
          onPress={() => surface.easeTo({ pitch: flat ? 55 : 0 }, { duration: 480 })}
        />
      )}
      {has('north') && (
        <Tool
          icon="compass"
          label={t('north')}
          turn={-45 - bearing}
          onPress={() => surface.easeTo({ bearing: 0 }, { duration: 480 })}
        />
      )}
      {has('measure') && <Tool icon="ruler" label={t('measure.start')} pressed={measuring} onPress={onMeasure} />}
      {has('full') && <Tool icon="full" label={t('full')} pressed={full.on} onPress={full.toggle} />}
    </fieldset>
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  onPress: () => void;
  pressed?: boolean;
  className?: string;
  /** Degrees the drawing is turned by, clockwise. */
  turn?: number;
}

function Tool({ icon, label, onPress, pressed, className, turn }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={className}
      onClick={onPress}
    >
      <span style={turn === undefined ? undefined : { transform: `rotate(${turn}deg)` }}>
        <Icon name={icon} />
      </span>
    </button>
  );
}

/** Tilt and bearing as they are. */
function useView(surface: Surface) {
  const [view, setView] = useState(() => surface.getCamera());
  useEffect(() => surface.onMove((camera) => setView(camera)), [surface]);
  return { pitch: view.pitch, bearing: Math.round(view.bearing) };
}
