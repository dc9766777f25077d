/** Megabytes that come with one full vCPU. Source: AWS Lambda Developer Guide, "Configure Lambda function memory". */
export const ONE_VCPU_MEMORY_MB = 1769;
