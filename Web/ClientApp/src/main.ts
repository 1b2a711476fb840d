import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { router } from './router'
import { usePrefs } from './stores/prefs'
import './styles/tokens.css'
import './styles/base.css'

const app = createApp(App)
app.use(createPinia())
const prefs = usePrefs()
await prefs.speak(prefs.locale)
app.use(i18n).use(router)
app.mount('#app')
