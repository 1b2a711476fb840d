import type { Timeline } from '@/api/wire'
import type { Option } from './echarts'

type Say = (key: string) => string

export function ink() {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    accent: of('--accent'),
    text: of('--ink-2'),
    line: of('--line'),
    bar: of('--line-strong'),
    good: of('--good'),
  }
}

/** Canvas only: a tooltip in HTML would need inline styles, which the policy refuses. */
export function base(): Option {
  const { text } = ink()
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: text },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    grid: { left: 8, right: 8, top: 36, bottom: 4, outerBoundsMode: 'same' },
    legend: { top: 0, textStyle: { color: text, fontSize: 13 } },
  }
}

export function perMinute(timeline: Timeline, say: Say, clock: (at: number) => string): Option {
  const { accent, text, line, bar } = ink()
  const axis = {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: text },
    splitLine: { lineStyle: { color: line } },
  }
  return {
    ...base(),
    xAxis: { type: 'category', data: timeline.minutes.map((it) => clock(it.at)), axisLabel: { color: text } },
    yAxis: [axis, { ...axis, splitLine: { show: false } }],
    series: [
      {
        name: say('office.chart.messages'),
        type: 'bar',
        data: timeline.minutes.map((it) => it.messages),
        itemStyle: { color: bar, borderRadius: [3, 3, 0, 0] },
      },
      {
        name: say('office.chart.inside'),
        type: 'line',
        yAxisIndex: 1,
        showSymbol: false,
        data: timeline.minutes.map((it) => it.inside),
        itemStyle: { color: accent },
        lineStyle: { width: 2.5 },
      },
    ],
  }
}

export function speakers({ speakers: { none, one, more } }: Timeline, say: Say): Option {
  const { accent, text, line, bar } = ink()
  return {
    ...base(),
    legend: { show: false },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [say('office.chart.none'), say('office.chart.one'), say('office.chart.many')],
      axisLabel: { color: text },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 34,
        label: { show: true, position: 'right', color: text },
        data: [none, one, more].map((value, index) => ({
          value,
          itemStyle: { color: index === 0 ? bar : accent },
        })),
      },
    ],
  }
}

export function byCategory(
  timeline: Timeline,
  say: Say,
  term: (group: string, value: string) => string,
): Option {
  const { accent, text, line, bar } = ink()
  const sums = new Map<string, { expected: number; present: number }>()
  for (const row of timeline.byCategory) {
    const held = sums.get(row.category) ?? { expected: 0, present: 0 }
    sums.set(row.category, { expected: held.expected + row.expected, present: held.present + row.present })
  }
  const rows = [...sums.entries()]
  const series = (name: string, color: string, data: number[]) => ({
    name,
    type: 'bar',
    barMaxWidth: 30,
    itemStyle: { color, borderRadius: [3, 3, 0, 0] },
    data,
  })
  return {
    ...base(),
    xAxis: {
      type: 'category',
      data: rows.map(([it]) => term('category', it)),
      axisLabel: { color: text, interval: 0, width: 56, overflow: 'break' },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      series(
        say('office.chart.expected'),
        bar,
        rows.map(([, it]) => it.expected),
      ),
      series(
        say('office.chart.present'),
        accent,
        rows.map(([, it]) => it.present),
      ),
    ],
  }
}
