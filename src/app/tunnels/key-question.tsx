/** The question before the user leaves a key that was neither copied nor saved. */
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions, takeFocus } from '../ui/dialog.tsx'

export interface KeyQuestionProps {
  onBack(): void
  onLeave(): void
}

export const KeyQuestion = ({ onBack, onLeave }: KeyQuestionProps) => (
  // Escape loses nothing: it returns to the key.
  <Dialog title="The key was not copied" open onClose={onBack}>
    <p className="text-fg-2">
      It is shown only once. Go back to copy or download it, or leave without it: you can generate a new key
      later, and must then set that on the router.
    </p>
    <DialogActions>
      <Button onClick={onLeave}>Leave without it</Button>
      <Button ref={takeFocus} variant="primary" onClick={onBack}>
        Back to the key
      </Button>
    </DialogActions>
  </Dialog>
)
