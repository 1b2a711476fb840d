import { base, ink } from '@/console/chartOptions'
import type { Option } from '@/console/echarts'
import type { Moment } from './samples'

type Say = (key: string) => string
type Line = { name: string; of: (it: Moment) => number; color: string; area?: boolean }

function lines(moments: Moment[], second: (at: number) => string, series: Line[], whole: boolean): Option {
  const { text, line } = ink()
  return {
    ...base(),
    animation: false,
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: moments.map((it) => second(it.at)),
      axisLabel: { color: text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: whole ? 1 : undefined,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    series: series.map((it) => ({
      name: it.name,
      type: 'line',
      showSymbol: moments.length < 2,
      data: moments.map(it.of),
      itemStyle: { color: it.color },
      lineStyle: { width: 2 },
      areaStyle: it.area ? { opacity: 0.12 } : undefined,
    })),
  }
}

export function connections(moments: Moment[], say: Say, second: (at: number) => string): Option {
  const { accent } = ink()
  return lines(
    moments,
    second,
    [{ name: say('office.operate.connections'), of: (it) => it.connections, color: accent, area: true }],
    true,
  )
}

export function rates(moments: Moment[], say: Say, second: (at: number) => string): Option {
  const { accent, bar } = ink()
  return lines(
    moments,
    second,
    [
      { name: say('office.operate.posts'), of: (it) => it.posts, color: accent },
      { name: say('office.operate.refusals'), of: (it) => it.refusals, color: bar },
    ],
    true,
  )
}

export function delays(moments: Moment[], say: Say, second: (at: number) => string): Option {
  const { accent, bar, good } = ink()
  return lines(
    moments,
    second,
    [
      { name: say('office.operate.ack'), of: (it) => it.ackMs, color: accent },
      { name: say('office.operate.commit'), of: (it) => it.commitMs, color: good },
      { name: say('office.operate.lag'), of: (it) => it.lagMs, color: bar },
    ],
    false,
  )
}

export function load(moments: Moment[], say: Say, second: (at: number) => string): Option {
  const { accent, bar } = ink()
  return lines(
    moments,
    second,
    [
      { name: say('office.operate.processor'), of: (it) => Math.round(it.processor * 100), color: accent },
      { name: say('office.operate.queue'), of: (it) => it.queue, color: bar },
    ],
    true,
  )
}
