import { onMounted, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { refusalOf } from '@/api/refusal'
import { readDeskNodes, type DeskNode } from '@/api/rights'
import type { Refusal } from '@/api/wire'

/** The node whose files are open: one of those that the officer keeps, kept in the address so that a reload stays there. */
export function useDeskNode() {
  const route = useRoute()
  const router = useRouter()
  const nodes = shallowRef<DeskNode[]>()
  const node = ref('')
  const refusal = ref<Refusal>()

  async function load() {
    try {
      nodes.value = await readDeskNodes()
      refusal.value = undefined
      const asked = String(route.query.node ?? '')
      node.value = nodes.value.some((it) => it.id === asked) ? asked : (nodes.value[0]?.id ?? '')
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }
  watch(node, (id) => {
    if (id && route.query.node !== id) void router.replace({ query: { ...route.query, node: id } })
  })
  onMounted(load)
  return { nodes, node, refusal, load }
}
