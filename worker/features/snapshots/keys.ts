/** Where a snapshot lies in KV. A key is written once; tenant ids are slugs, so no tenant's prefix is part of another's. */
export const snapshotPrefix = (tenantId: string, snapshotId: string) => `snap/${tenantId}/${snapshotId}/`;

export const manifestKey = (tenantId: string, snapshotId: string) => `${snapshotPrefix(tenantId, snapshotId)}manifest`;

export const shardKey = (tenantId: string, snapshotId: string, shardName: string) =>
  `${snapshotPrefix(tenantId, snapshotId)}${shardName}`;
