import { base, ink } from '@/console/chartOptions'
import type { Option } from '@/console/echarts'
import type { Pocket } from '@/api/transfers'

type Say = (key: string, figures?: Record<string, number>) => string

/** Letters not presented, by how long ago they were issued. */
export function pocketBars(pocket: Pocket, say: Say): Option {
  const { accent, text, line } = ink()
  return {
    ...base(),
    legend: { show: false },
    xAxis: {
      type: 'category',
      data: pocket.days.map((n) => say('transfer.daysAtLeast', { n })),
      axisLabel: { color: text },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      {
        name: say('transfer.letters'),
        type: 'bar',
        barMaxWidth: 56,
        data: pocket.counts,
        itemStyle: { color: accent, borderRadius: [4, 4, 0, 0] },
        label: { show: true, position: 'top', color: text },
      },
    ],
  }
}
