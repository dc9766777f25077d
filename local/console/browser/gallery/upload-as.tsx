import { useConsole } from '../state/console-context';

/** The user of the next uploads. Each user's photos have a folder of their own, and can be filtered. */
export function UploadAs() {
  const { userId, setUserId } = useConsole();
  return (
    <label class="field upload-as">
      <span>Upload as</span>
      <input
        type="text"
        value={userId}
        placeholder="nobody in particular"
        autocomplete="off"
        spellcheck={false}
        pattern="[A-Za-z0-9][A-Za-z0-9._@:\-]{0,127}"
        title="Up to 128 letters, digits and . _ @ : -"
        onInput={({ currentTarget }) => setUserId(currentTarget.value)}
      />
    </label>
  );
}
