import { createApp, defineAsyncComponent } from 'vue'
import App from './App.vue'
import { ledgerParts, recordParts } from './registers/parts'
import { router } from './router'
import './ui/element'
import './theme/tokens.css'
import './theme/base.css'
import './theme/element.css'
import { applyRememberedSize } from './ui/size'

applyRememberedSize()
createApp(App)
  .use(router)
  .provide(recordParts, {
    matters: defineAsyncComponent(() => import('./features/matters/MatterPart.vue')),
    supervisions: defineAsyncComponent(() => import('./features/matters/SupervisionPart.vue')),
    wishes: defineAsyncComponent(() => import('./features/care/WishPart.vue')),
    mediations: defineAsyncComponent(() => import('./features/care/MediationPart.vue')),
    rotations: defineAsyncComponent(() => import('./features/care/RotationPart.vue')),
    questions: defineAsyncComponent(() => import('./features/care/QuestionPart.vue')),
    meetings: defineAsyncComponent(() => import('./features/orglife/RollPart.vue')),
  })
  .provide(ledgerParts, {
    weeklies: defineAsyncComponent(() => import('./features/matters/WeeklyDraft.vue')),
    wishes: defineAsyncComponent(() => import('./features/care/ClaimWishes.vue')),
    mediations: defineAsyncComponent(() => import('./features/care/MediationYear.vue')),
    rotations: defineAsyncComponent(() => import('./features/care/PlanRounds.vue')),
    meetings: defineAsyncComponent(() => import('./features/orglife/ToBoard.vue')),
    dues: defineAsyncComponent(() => import('./features/orglife/ToDues.vue')),
    dues_bases: defineAsyncComponent(() => import('./features/orglife/ToDues.vue')),
    studies: defineAsyncComponent(() => import('./features/orglife/ToHours.vue')),
  })
  .mount('#app')
