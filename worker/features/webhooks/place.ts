/** Where the signing secret of an address belongs; sealed for it, it opens nowhere else. */
export const sealedAt = (tenantId: string, endpointId: string) => `webhook/${tenantId}/${endpointId}`;
