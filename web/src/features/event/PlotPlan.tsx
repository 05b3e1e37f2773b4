import { memo, useId } from 'react';
import './plot-plan.css';

/** Outlines of the schematic plan, from the river upwards; an event shows as many as it has parcels. */
const plots = [
  { points: '260.600,268.200 370.800,234.500 395.300,314.800 285.200,348.500', at: [328, 298.5] },
  { points: '379.400,231.800 430.200,216.300 454.700,296.600 403.900,312.200', at: [417, 271.2] },
  { points: '101.500,172.500 211.700,138.800 236.200,219.100 126.100,252.800', at: [169, 202.8] },
  { points: '398.400,81.700 449.200,66.200 460.300,102.500 409.500,118.100', at: [429.4, 99.1] },
  { points: '266.200,74 317,58.500 355,182.800 304.200,198.400', at: [310.6, 135.4] },
  { points: '489,190 561,168 585,247 513,269', at: [537, 225] },
  { points: '119,296 178,278 190,318 131,336', at: [154.5, 314] },
] as const;

const river = 'M-20 465C100 457 180 447 260 423S420 365 500 348 620 331 660 327';

interface PlotPlanProps {
  numbers: readonly string[];
  label: string;
}

/** A surveyor's drawing: streets, the river and the parcels as outlines. Never a boundary. */
export const PlotPlan = memo(function PlotPlan({ numbers, label }: PlotPlanProps) {
  const blocks = useId();
  return (
    <svg className="plan" viewBox="0 0 640 500" preserveAspectRatio="xMidYMid slice" role="img" aria-label={label}>
      <defs>
        <pattern id={blocks} width="72" height="46" patternUnits="userSpaceOnUse" patternTransform="rotate(-17)">
          <rect className="block" x="4" y="4" width="58" height="38" />
          <path className="house" d="M10 9h17v9H10ZM33 9h24v11H33ZM10 24h25v12H10ZM41 26h15v9H41Z" />
        </pattern>
      </defs>
      <rect className="ground" width="640" height="500" />
      <rect fill={`url(#${blocks})`} width="640" height="500" />
      <path className="water" d={`${river}V520H-20Z`} />
      {[0, 14, 30, 50].map((depth) => (
        <path key={depth} className="wave" d={river} transform={`translate(0 ${depth})`} opacity={1 - depth / 70} />
      ))}
      {plots.slice(0, numbers.length).map(({ points, at }, index) => (
        <g key={points} className={index === 0 ? 'plot on' : 'plot'}>
          <polygon points={points} />
          {points.split(' ').map((point) => {
            const [x, y] = point.split(',');
            return <circle key={point} cx={x} cy={y} r="2.6" />;
          })}
          <text x={at[0]} y={at[1]} textAnchor="middle">
            {numbers[index]}
          </text>
        </g>
      ))}
      <path className="north" d="M600 68V30M595 38l5-8 5 8" />
    </svg>
  );
});
