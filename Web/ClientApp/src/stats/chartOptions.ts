import type { CoverageTarget } from '@/api/coverage'
import type { ChildCounts, Composition, Growth } from '@/api/stats'
import { base, ink } from '@/console/chartOptions'
import type { Option } from '@/console/echarts'

type Say = (key: string) => string
/** More bars than that cannot be read; the table holds them all. */
const BARS = 12

/** Registered and not, for each node right below, the largest first; a star for each demonstration unit there. */
export function children(rows: ChildCounts[], units: { id: string; count: number }[], say: Say): Option {
  const { accent, text, line, bar } = ink()
  const shown = [...rows]
    .sort((a, b) => b.members - a.members)
    .slice(0, BARS)
    .reverse()
  const series = (name: string, of: (it: ChildCounts) => number, color: string) => ({
    name,
    type: 'bar',
    stack: 'members',
    barMaxWidth: 18,
    data: shown.map(of),
    itemStyle: { color },
  })
  return {
    ...base(),
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    yAxis: {
      type: 'category',
      data: shown.map((it) => {
        const stars = units.find((unit) => unit.id === it.id)?.count
        return stars ? `★${stars > 1 ? stars : ''}${it.name}` : it.name
      }),
      axisLabel: { color: text, width: 110, overflow: 'truncate' },
    },
    series: [
      series(say('stats.registered'), (it) => it.registered, accent),
      series(say('stats.unregistered'), (it) => it.unregistered, bar),
    ],
  }
}

export function growth(it: Growth, say: Say): Option {
  const { accent, text, line, good, bar } = ink()
  const axis = {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: text },
    splitLine: { lineStyle: { color: line } },
  }
  return {
    ...base(),
    xAxis: {
      type: 'category',
      data: it.months.map((month) => month.month),
      axisLabel: { color: text, hideOverlap: true },
    },
    yAxis: [axis, { ...axis, splitLine: { show: false } }],
    series: [
      {
        name: say('stats.came'),
        type: 'bar',
        data: it.months.map((month) => month.came),
        itemStyle: { color: good },
      },
      {
        name: say('stats.left'),
        type: 'bar',
        data: it.months.map((month) => month.left),
        itemStyle: { color: bar },
      },
      {
        name: say('stats.total'),
        type: 'line',
        yAxisIndex: 1,
        data: it.months.map((month) => month.total),
        itemStyle: { color: accent },
        lineStyle: { width: 2.5 },
      },
    ],
  }
}

/** What a target has come to day by day, beside the straight line to its goal. */
export function target(it: CoverageTarget, say: Say): Option {
  const { accent, text, line, good, bar } = ink()
  const points = [...it.days, { day: it.until, tenths: undefined, planned: it.goal }]
  const series = (name: string, data: (number | undefined)[], color: string, dashed = false) => ({
    name,
    type: 'line',
    data: data.map((tenths, at) => [points[at]?.day, tenths === undefined ? '-' : tenths / 10]),
    connectNulls: true,
    showSymbol: !dashed,
    itemStyle: { color },
    lineStyle: { width: dashed ? 1.5 : 2.5, type: dashed ? 'dashed' : 'solid' },
  })
  return {
    ...base(),
    // By time, so that a straight line is one however seldom it was measured.
    xAxis: { type: 'time', axisLabel: { color: text, hideOverlap: true } },
    yAxis: {
      type: 'value',
      max: 100,
      axisLabel: { color: text, formatter: '{value}%' },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      series(
        say('stats.targets.actual'),
        points.map((day) => day.tenths),
        accent,
      ),
      series(
        say('stats.targets.planned'),
        points.map((day) => day.planned),
        bar,
        true,
      ),
      series(
        say('stats.targets.goalLine'),
        points.map(() => it.goal),
        good,
        true,
      ),
    ],
  }
}

export function organisations(it: Composition, say: Say): Option {
  const { accent, text, line } = ink()
  const rows: [string, number][] = [
    [say('terms.kind.committee'), it.committees],
    [say('terms.kind.generalBranch'), it.generalBranches],
    [say('terms.kind.branch'), it.branches - it.jointBranches],
    [say('terms.kind.jointBranch'), it.jointBranches],
    [say('terms.kind.group'), it.groups],
  ]
  return {
    ...base(),
    legend: { show: false },
    xAxis: { type: 'category', data: rows.map((row) => row[0]), axisLabel: { color: text, interval: 0 } },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    series: [{ type: 'bar', barMaxWidth: 36, data: rows.map((row) => row[1]), itemStyle: { color: accent } }],
  }
}
