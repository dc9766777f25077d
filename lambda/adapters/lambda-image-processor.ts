import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import type { ImageRecord } from '../domain/image-record';
import {
  type ProcessingRequest,
  type RemoteProcessor,
  recordOfResult,
  StillProcessingError,
} from '../domain/uploads/remote-processing';
import { serviceError } from './aws-errors';

/** Milliseconds reserved to respond to the client before API Gateway stops waiting. */
const RESPONDING_MS = 2_000;

/** Invokes the function that processes photos, and waits for its result. */
export class LambdaImageProcessor implements RemoteProcessor {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
    private readonly now: () => number,
  ) {}

  async process(request: ProcessingRequest, deadline: number): Promise<ImageRecord> {
    const { FunctionError, Payload } = await this.invoke(request, deadline);
    const response = JSON.parse(Buffer.from(Payload ?? []).toString());
    // The invocation itself succeeded, but the function threw an error or its process ended.
    if (FunctionError) {
      throw new Error(`${this.functionName} failed: ${response.errorType}: ${response.errorMessage}`);
    }
    return recordOfResult(response);
  }

  private async invoke(request: ProcessingRequest, deadline: number): Promise<InvokeCommandOutput> {
    const waitMs = Math.max(0, deadline - this.now() - RESPONDING_MS);
    // The function continues after its caller disconnects.
    const abortSignal = AbortSignal.timeout(waitMs);
    try {
      const command = new InvokeCommand({
        FunctionName: this.functionName,
        Payload: JSON.stringify(request),
      });
      return await this.client.send(command, { abortSignal });
    } catch (error) {
      if (!abortSignal.aborted) throw serviceError(`process ${request.key}`, error);
      const message = `${request.key} takes longer than this request can wait. Processing continues: get the image in a moment.`;
      throw new StillProcessingError(message);
    }
  }
}
