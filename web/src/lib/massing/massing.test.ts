import { describe, expect, it } from 'vitest';
import { type Mass, type MassingForm, type MassingInput, massing } from '.';
import { judge } from './testing/judge';
import { ringOf, shapes } from './testing/shapes';

const notices: Record<MassingForm, Omit<MassingInput, 'polygons'>> = {
  towers: {
    form: 'towers',
    far: { min: 2, minOpen: true, max: 3.5 },
    density: { max: 40 },
    green: { min: 25 },
    height: { max: 100 },
    floorHeight: 4.2,
    setback: 8,
  },
  slabs: {
    form: 'slabs',
    far: { max: 2.2 },
    density: { max: 28 },
    green: { min: 30 },
    height: { max: 80, maxOpen: true },
    floorHeight: 3,
    setback: 8,
  },
  workshops: {
    form: 'workshops',
    far: { min: 1.2, max: 2 },
    density: { min: 40, max: 55 },
    green: { max: 15 },
    height: { max: 24 },
    floorHeight: 6,
    setback: 8,
  },
};

describe.each(Object.entries(notices))('%s', (_, notice) => {
  it.each(Object.entries(shapes))('on a plot like a %s keep to FAR, density and height', (name, polygons) => {
    const input = { ...notice, polygons };
    const began = performance.now();
    const made = massing(input);
    const took = performance.now() - began;
    expect(judge(input, made)).toEqual([]);
    expect(made.masses.length).toBeGreaterThan(0);
    console.warn(
      `${notice.form} ${name}: ${((made.share ?? 0) * 100).toFixed(1)} % of the FAR, ${made.masses.length} masses, ` +
        `density ${made.reached.density.toFixed(1)} %, ${made.reached.height} m, ${took.toFixed(0)} ms ${made.why ?? ''}`,
    );
    if ((made.share ?? 0) < 0.98) expect(made.why).toBeDefined();
    expect(massing(structuredClone(input))).toEqual(made);
  });
});

describe('a massing', () => {
  const plain = { ...notices.towers, polygons: shapes.rectangle };

  it('reaches an ordinary notice to whole floors', () => {
    const made = massing(plain);
    expect(made.share).toBeGreaterThan(0.98);
    expect(made.why).toBeUndefined();
    expect(made.masses.some(({ kind }) => kind === 'podium')).toBe(true);
    expect(made.masses.some(({ kind }) => kind === 'tower')).toBe(true);
  });

  it('says that height and density stand in the way of a FAR', () => {
    const made = massing({ ...plain, far: { max: 9 }, height: { max: 30 } });
    expect(made.why).toEqual(['height', 'density']);
    expect(made.share).toBeLessThan(0.4);
  });

  it('says that the setback leaves nothing', () => {
    const made = massing({ ...plain, polygons: shapes.sliver, setback: 30 });
    expect(made.masses).toEqual([]);
    expect(made.why).toContain('setback');
  });

  it('says that no floor fits under the height', () => {
    expect(massing({ ...plain, height: { max: 3 } }).why).toEqual(['floors', 'limits']);
  });

  it('says that daylight keeps homes apart', () => {
    const made = massing({ ...notices.slabs, far: { max: 4 }, polygons: shapes.rectangle });
    expect(made.why).toContain('daylight');
  });

  it('says that limits contradict each other', () => {
    const made = massing({ ...plain, far: { min: 6, max: 8 }, height: { max: 24 } });
    expect(made.why).toContain('limits');
  });

  it('reaches a least height', () => {
    const made = massing({ ...plain, far: { max: 1.5 }, height: { min: 80, max: 100 } });
    expect(made.reached.height).toBeGreaterThanOrEqual(80);
    expect(judge({ ...plain, far: { max: 1.5 }, height: { min: 80, max: 100 } }, made)).toEqual([]);
  });

  it('takes customary values where the notice says nothing, and says so', () => {
    const made = massing({ polygons: shapes.rectangle, form: 'towers', floorHeight: 4, setback: 5 });
    expect(made.why).toContain('assumed');
    expect(made.share).toBeUndefined();
    expect(made.envelope.limited).toBe(false);
    expect(made.envelope.height).toBe(made.reached.height);
  });

  it('counts FAR on the declared area', () => {
    const made = massing({ ...plain, areaM2: 20_000 });
    expect(made.floorArea).toBeLessThanOrEqual(70_000);
    expect(made.floorArea).toBeGreaterThan(68_000);
  });
});

it('the second opinion sees what is wrong', () => {
  const input = { ...notices.towers, polygons: shapes.rectangle };
  const made = massing(input);
  const wrong = (change: (mass: Mass) => Mass) => judge(input, { ...made, masses: made.masses.map(change) }).join();
  expect(wrong((mass) => ({ ...mass, top: mass.top + 8.4, floors: mass.floors + 2 }))).toMatch(/FAR.*height/);
  expect(wrong((mass) => ({ ...mass, rings: shapes.rectangle[0] ?? [] }))).toMatch(/from the edge.*density/);
  expect(wrong((mass) => ({ ...mass, base: 0 }))).toMatch(/overlap/);
  expect(wrong((mass) => (mass.base === 0 ? mass : { ...mass, rings: shapes.sliver[0] ?? [] }))).toMatch(/on nothing/);
});

/** Numbers that look random and are the same every time. */
function dice(seed: number) {
  let state = seed >>> 0;
  return (low: number, high: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  };
}

const inwards = ([x, y]: [number, number]): [number, number] => [x * 0.3, y * 0.3];

it('300 plots and notices thrown by dice keep to their limits', () => {
  const forms = ['towers', 'slabs', 'workshops'] as const;
  const shares: number[] = [];
  for (let i = 0; i < 300; i++) {
    const roll = dice(i * 7919 + 11);
    const corners = Math.floor(roll(3, 24));
    const size = roll(12, 160);
    const angle = roll(0, Math.PI);
    const stretch = roll(0.9, 1.8);
    const star = Array.from({ length: corners }, (_, k): [number, number] => {
      const at = (2 * Math.PI * (k + roll(0, 0.8))) / corners;
      const radius = size * roll(0.35, 1);
      return [radius * Math.cos(at) * stretch, radius * Math.sin(at)];
    });
    const far = roll(0.5, 6);
    const input: MassingInput = {
      polygons: [[ringOf(star, angle), ...(corners > 4 && roll(0, 1) > 0.7 ? [ringOf(star.map(inwards), angle)] : [])]],
      form: forms[i % 3] ?? 'towers',
      far: { max: far, maxOpen: roll(0, 1) > 0.5, ...(roll(0, 1) > 0.6 && { min: far * roll(0.3, 1) }) },
      ...(roll(0, 1) > 0.2 && { density: { max: roll(15, 60) } }),
      ...(roll(0, 1) > 0.3 && { green: { min: roll(5, 40) } }),
      ...(roll(0, 1) > 0.2 && { height: { max: roll(10, 150), ...(roll(0, 1) > 0.7 && { min: roll(5, 60) }) } }),
      floorHeight: roll(2.8, 6),
      setback: roll(0, 15),
    };
    const made = massing(input);
    expect(judge(input, made), JSON.stringify(input)).toEqual([]);
    if ((made.share ?? 0) < 0.98) expect(made.why, JSON.stringify(input)).toBeDefined();
    shares.push(made.share ?? 0);
  }
  shares.sort((a, b) => a - b);
  console.warn(`300 thrown plots: half of them reach ${((shares[150] ?? 0) * 100).toFixed(0)} % of their FAR`);
}, 120_000);
