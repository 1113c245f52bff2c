/** Switches between light and dark and remembers it over the system's theme; public/theme.js reads it before first paint. */
export const toggleTheme = () => {
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  const next = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark'
  root.dataset.theme = next
  try {
    localStorage.setItem('tunneldesk.theme', next)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
