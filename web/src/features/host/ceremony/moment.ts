const day = 24 * 3600;

/** Seconds since midnight on the clocks of a zone. */
function secondsInto(now: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(now));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return part('hour') * 3600 + part('minute') * 60 + part('second');
}

/** When clocks of the zone next show this time, `10:18` or `10:18:30`; nothing when that is no time. */
export function nextTime(wall: string, zone: string, now: number): number | undefined {
  const found = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(wall);
  if (!found) return undefined;
  const wanted = Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0);
  const whole = Math.floor(now / 1000) * 1000;
  return whole + ((wanted - secondsInto(whole, zone) + day) % day) * 1000;
}

/** A start is counted down to from five seconds to ten minutes ahead; the server holds to it too. */
export function inReach(moment: number, now: number): boolean {
  const ahead = (moment - now) / 1000;
  return ahead >= 5 && ahead <= 600;
}

/** A moment to the second on the clocks of the session, as a picture that is kept says it: with its year. */
export function momentText(at: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: zone,
    hourCycle: 'h23',
  }).format(new Date(at));
}
