/** A time in the form of EventBridge, which has no milliseconds. @param time epoch milliseconds */
export const eventTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');
