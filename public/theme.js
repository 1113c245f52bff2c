// Before the first paint: the theme that was chosen here, else the system's.
try {
  const theme = localStorage.getItem('tunneldesk.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden: the system's theme it is.
}
