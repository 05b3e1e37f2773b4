import { ownZone, zoneName } from '@/lib/time';

const common = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Dubai',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Australia/Sydney',
] as const;

/** Zones to choose from: where investors are, the device's own, and the one chosen before. */
export function zonesFor(chosen: string): { zone: string; name: string }[] {
  const zones = new Set<string>([...common, ownZone(), chosen]);
  return [...zones].map((zone) => ({ zone, name: `${zoneName(zone)} (${offset(zone)})` }));
}

function offset(zone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  } catch {
    return zone;
  }
}
