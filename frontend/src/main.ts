import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import './ui/element'
import './theme/tokens.css'
import './theme/base.css'
import './theme/element.css'
import { applyRememberedSize } from './ui/size'

applyRememberedSize()
createApp(App).use(router).mount('#app')
