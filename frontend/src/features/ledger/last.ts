import { ref } from 'vue'

/** lastRegister is the register that was looked at last; the ledger opens there. */
export const lastRegister = ref('')
