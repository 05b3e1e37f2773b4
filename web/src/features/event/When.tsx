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
          <Span {...{ startsAt, endsAt, zone }} />
        </b>{' '}
        <span className="nowrap">{zoneName(zone)}</span>
      </>
    );
  }
  return (
    <>
      <b>
        <Span {...{ startsAt, endsAt }} zone={own} />
      </b>{' '}
      <span className="nowrap">{zoneName(own)}</span>
      <span className="when-other">
        {zoneName(zone)} {formatSpan(startsAt, endsAt, zone)}
      </span>
    </>
  );
}

/** Each end of the time kept on one line. */
function Span({ startsAt, endsAt, zone }: WhenProps) {
  const [from, to] = formatSpan(startsAt, endsAt, zone).split(' – ');
  return (
    <time dateTime={startsAt}>
      <span className="nowrap">{to ? `${from} –` : from}</span>
      {to && (
        <>
          {' '}
          <span className="nowrap">{to}</span>
        </>
      )}
    </time>
  );
}
