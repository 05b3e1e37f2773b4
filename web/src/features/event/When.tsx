import { formatSpan, sameClock, zoneName } from '@/lib/time';
import { useZone } from './useZone';
import './when.css';

interface WhenProps {
  startsAt: string;
  endsAt: string;
  /** The zone the event is announced in. */
  zone: string;
}

/** A time in the reader's zone, with the event's zone beside it when its clock shows something else. */
export function When({ startsAt, endsAt, zone }: WhenProps) {
  const own = useZone();
  if (sameClock(own, zone, new Date(startsAt))) {
    return (
      <>
        <b>
          <time dateTime={startsAt}>{formatSpan(startsAt, endsAt, zone)}</time>
        </b>{' '}
        <span className="nowrap">{zoneName(zone)}</span>
      </>
    );
  }
  return (
    <>
      <b>
        <time dateTime={startsAt}>{formatSpan(startsAt, endsAt, own)}</time>
      </b>{' '}
      <span className="nowrap">{zoneName(own)}</span>
      <span className="when-other">
        {zoneName(zone)} {formatSpan(startsAt, endsAt, zone)}
      </span>
    </>
  );
}
