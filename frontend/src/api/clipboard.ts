declare global {
  interface Window {
    /** What the window's web view offers; a browser has none of it. */
    runtime?: { ClipboardSetText?: (text: string) => Promise<boolean>; EventsOn?: (event: string, heard: () => void) => void }
  }
}

/** Rows that were pasted on a list, on their way to the intake page. Taken once. */
let pasted: { text: string; register: string } | null = null

/** handPasted keeps pasted rows for the intake page. */
export function handPasted(text: string, register: string): void {
  pasted = { text, register }
}

/** takePasted gives the pasted rows and forgets them; null when there are none. */
export function takePasted(): { text: string; register: string } | null {
  const p = pasted
  pasted = null
  return p
}

/** copyText puts text on the clipboard, also where the page may not use the clipboard API. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // The window's own way needs no leave of the web view.
    if (window.runtime?.ClipboardSetText && (await window.runtime.ClipboardSetText(text))) return true
  } catch {
    // Then the web view's way.
  }
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.style.position = 'fixed'
    area.style.opacity = '0'
    document.body.append(area)
    area.select()
    const ok = document.execCommand('copy')
    area.remove()
    return ok
  }
}
